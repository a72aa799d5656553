using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a quota and its member must be like.</summary>
internal static class QuotaCheck
{
    public const int MaxNumber = 999_999;
    public const int MaxVersion = 99;

    private const int MaxAddress = 500;
    private const int MaxTaxId = 20;

    private static readonly Text OutOfRange = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot en met {1} zijn");

    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    /// <param name="field">In front of each field's name: empty, or <c>quotas[0].</c>.</param>
    public static void Of(AddQuota.Request request, string field, string currency, FieldErrors errors)
    {
        if (request.Number is not (>= 1 and <= MaxNumber))
            errors.Add(field + "number", OutOfRange, 1, MaxNumber);
        if (request.Version is < 0 or > MaxVersion)
            errors.Add(field + "version", OutOfRange, 0, MaxVersion);
        Credit(request.Credit, field, currency, errors);
        Member(request.Member, field, errors);
    }

    public static void Credit(Money? credit, string field, string currency, FieldErrors errors)
    {
        if (credit is { } amount)
            errors.Amount(field + "credit", amount, currency);
        else
            errors.Add(field + "credit", Needed);
    }

    /// <summary>Nothing is an amount here: it has been claimed.</summary>
    public static void GivesBack(Money? amount, string currency, FieldErrors errors)
    {
        if (amount is { } given && given != Money.Zero(currency))
            errors.Amount("givesBack", given, currency);
    }

    public static void Member(Member? member, string field, FieldErrors errors)
    {
        if (member is null)
        {
            errors.Add(field + "member", Needed);
            return;
        }
        errors.Text(field + "member.name", member.Name, FieldErrors.NameLength);
        errors.OneOf(field + "member.language", member.Language, Language.All);
        if (member.Email is not null)
            errors.Email(field + "member.email", member.Email);
        errors.Text(field + "member.taxId", member.TaxId, MaxTaxId, needed: false);
        errors.Text(field + "member.postalAddress", member.PostalAddress, MaxAddress, needed: false);
        errors.Id(field + "member.account", member.Account, needed: false);
    }

    /// <summary>A billing account that a member is said to have must be the organisation's.</summary>
    public static async Task<Refusal?> AccountsAsync(IEnumerable<Member> members, Command command, IAccountContacts contacts)
    {
        foreach (var account in members.Select(member => member.Account).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await contacts.FindAsync(command.Organisation, account, command.CancellationToken) is null)
                return DebitRefusals.UnknownAccount.With(account);
        }
        return null;
    }
}
