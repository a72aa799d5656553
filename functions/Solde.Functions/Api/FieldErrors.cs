using Solde.Functions.Ledger;

namespace Solde.Functions.Api;

/// <summary>Collects what is wrong with a request, field by field, so that a caller sees all of it at once.</summary>
public sealed class FieldErrors
{
    public const int NameLength = 200;
    public const int NoteLength = 500;

    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");
    private static readonly Text TooLong = new(
        "is longer than {0} characters", "dépasse {0} caractères", "ultrapassa {0} caracteres", "is langer dan {0} tekens");
    private static readonly Text Control = new(
        "holds control characters", "contient des caractères de contrôle", "contém caracteres de controlo", "bevat stuurtekens");
    private static readonly Text NotPositive = new(
        "must be above zero", "doit être supérieur à zéro", "deve ser superior a zero", "moet groter zijn dan nul");
    private static readonly Text TooMuch = new("is larger than {0}", "dépasse {0}", "ultrapassa {0}", "is groter dan {0}");
    private static readonly Text OtherCurrency = new("must be in {0}", "doit être en {0}", "deve ser em {0}", "moet in {0} zijn");
    private static readonly Text NotEmail = new(
        "is not an e-mail address", "n'est pas une adresse courriel", "não é um endereço de e-mail", "is geen e-mailadres");
    private static readonly Text NotOneOf = new(
        "must be one of {0}", "doit être l'un de {0}", "deve ser um de {0}", "moet een van {0} zijn");
    private static readonly Text Count = new(
        "must have {0} to {1} items",
        "doit avoir de {0} à {1} éléments",
        "deve ter de {0} a {1} itens",
        "moet {0} tot {1} elementen hebben");
    private static readonly Text BadId = new(
        "must be 1 to 64 letters, digits, - or _",
        "doit être fait de 1 à 64 lettres, chiffres, - ou _",
        "deve ter de 1 a 64 letras, dígitos, - ou _",
        "moet 1 tot 64 letters, cijfers, - of _ zijn");

    private static readonly Text NoDay = new(
        "must be from {0} to {1}", "doit être du {0} au {1}", "deve ser de {0} a {1}", "moet van {0} tot en met {1} zijn");

    private static readonly DateOnly FirstDay = new(1970, 1, 1);
    private static readonly DateOnly LastDay = new(2199, 12, 31);

    private const string NotInEmail = "<>(),;:\"\\[]";

    private readonly List<FieldError> _errors = [];
    private bool _lacksReason;

    public bool Any => _lacksReason || _errors.Count > 0;

    public Refusal ToRefusal() => _lacksReason ? CommonRefusals.ReasonNeeded : new Refusal(CommonRefusals.InvalidRequest, [], _errors);

    public void Add(string field, Text message, params object[] arguments) => _errors.Add(new FieldError(field, message, arguments));

    public void Text(string field, string? value, int maxLength, bool needed = true)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            if (needed)
                Add(field, Needed);
        }
        else if (value.Length > maxLength)
            Add(field, TooLong, maxLength);
        else if (value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            Add(field, Control);
    }

    /// <summary>Where a rule asks for a reason, a change without one is refused by its own code, whatever else is wrong (COM-04).</summary>
    public void Reason(string? reason)
    {
        _lacksReason = string.IsNullOrWhiteSpace(reason);
        Text("reason", reason, NoteLength, needed: false);
    }

    public void Id(string field, string? value, bool needed = true)
    {
        if (value is null && !needed)
            return;
        if (!Ids.IsValid(value))
            Add(field, BadId);
    }

    /// <summary>A day that a list or report may be asked for: one that begins and ends in every time zone.</summary>
    public void Day(string field, DateOnly? value)
    {
        if (value < FirstDay || value > LastDay)
            Add(field, NoDay, FirstDay.ToString("yyyy-MM-dd"), LastDay.ToString("yyyy-MM-dd"));
    }

    /// <summary>An amount that moves: above zero, in the organisation's currency, not absurdly large.</summary>
    public void Amount(string field, Money value, string currency)
    {
        if (value.Currency != currency)
            Add(field, OtherCurrency, currency);
        else if (value.Minor <= 0)
            Add(field, NotPositive);
        else if (value.Minor > Money.MaxMinor)
            Add(field, TooMuch, new Money(Money.MaxMinor, currency));
    }

    public void Email(string field, string? value)
    {
        if (value is null || value.Length > 254 || !IsEmail(value))
            Add(field, NotEmail);
    }

    public void OneOf(string field, string? value, IReadOnlyCollection<string> allowed, bool needed = true)
    {
        if (value is null ? needed : !allowed.Contains(value))
            Add(field, NotOneOf, string.Join(", ", allowed));
    }

    public void Items<T>(string field, IReadOnlyCollection<T>? items, int min, int max)
    {
        if (items is null || items.Count < min || items.Count > max)
        {
            Add(field, Count, min, max);
            return;
        }
        // JSON may hold null where the type says there is none.
        foreach (var (index, item) in items.Index())
        {
            if (item is null)
                Add($"{field}[{index}]", Needed);
        }
    }

    /// <summary>One @ with something plain on both sides; whether it arrives is what an activation message finds out.</summary>
    private static bool IsEmail(string value)
    {
        var at = value.IndexOf('@');
        return at > 0
            && at == value.LastIndexOf('@')
            && value.IndexOf('.', at) > at + 1
            && !value.EndsWith('.')
            && value.All(c => c > ' ' && !char.IsControl(c) && !NotInEmail.Contains(c));
    }
}
