using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>What is wrong with a plan's request, field by field.</summary>
internal static class PlanCheck
{
    private const int MaxParts = 60;
    private const int MaxPayers = 4;
    private const int MaxInstalments = 120;
    private const int MaxInvoices = 20;

    internal static readonly Text InPast = new("is in the past", "est dans le passé", "está no passado", "ligt in het verleden");

    private static readonly Text NotInOrder = new(
        "must come after the date before it",
        "doit suivre la date qui précède",
        "deve vir depois da data anterior",
        "moet na de vorige datum komen");

    private static readonly Text IntervalOrDates = new(
        "give either an interval and a number of parts, or dates",
        "indiquez soit un intervalle et un nombre de versements, soit des dates",
        "indique ou um intervalo e um número de prestações, ou datas",
        "geef ofwel een tussentijd en een aantal termijnen, ofwel data");

    private static readonly Text BadParts = new(
        "must be from 1 to {0}", "doit être de 1 à {0}", "deve ser de 1 a {0}", "moet van 1 tot {0} zijn");

    private static readonly Text TooMany = new(
        "make more than {0} instalments", "font plus de {0} versements", "dão mais de {0} prestações", "geven meer dan {0} termijnen");

    private static readonly Text AnothersMethod = new(
        "is another payer's", "est celui d'un autre payeur", "é de outro pagador", "is van een andere betaler");

    private static readonly Text OneOrEach = new(
        "give a way to pay for the plan, or for each payer",
        "indiquez un mode de paiement pour le plan, ou pour chaque payeur",
        "indique um meio de pagamento para o plano, ou para cada pagador",
        "geef een betaalwijze voor het plan, of voor elke betaler");

    public static FieldErrors Of(MakePlan.Request request, string currency, DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Amount("amount", request.Amount ?? default, currency);
        if (request.Invoices is { } invoices)
        {
            errors.Items("invoices", invoices, 0, MaxInvoices);
            for (var i = 0; i < Math.Min(invoices.Count, MaxInvoices); i++)
                errors.Id($"invoices[{i}]", invoices[i]);
        }
        CheckDates(request, today, errors);
        if (request.Payers is { } payers)
            CheckPayers(payers, request, errors);
        else
            PayingBy.Check("", request.PaymentMethod, request.Method, errors);
        var parts = request.Dates?.Count ?? request.Parts ?? 1;
        if (!errors.Any && parts * MakePlan.PayersOf(request).Count > MaxInstalments)
            errors.Add("payers", TooMany, MaxInstalments);
        return errors;
    }

    private static void CheckDates(MakePlan.Request request, DateOnly today, FieldErrors errors)
    {
        if (request.Dates is not { } dates)
        {
            errors.OneOf("every", request.Every, PlanDates.Intervals);
            if (request.Parts is not (>= 1 and <= MaxParts))
                errors.Add("parts", BadParts, MaxParts);
            if (request.FirstOn < today)
                errors.Add("firstOn", InPast);
            else if (request.FirstOn > today.AddYears(10))
                errors.Add("firstOn", IssueInvoice.TooFar);
            return;
        }
        if (request.Every is not null || request.Parts is not null || request.FirstOn is not null)
            errors.Add("dates", IntervalOrDates);
        errors.Items("dates", dates, 1, MaxParts);
        for (var i = 0; i < Math.Min(dates.Count, MaxParts); i++)
        {
            if (dates[i] < today)
                errors.Add($"dates[{i}]", InPast);
            else if (dates[i] > today.AddYears(10))
                errors.Add($"dates[{i}]", IssueInvoice.TooFar);
            else if (i > 0 && dates[i] <= dates[i - 1])
                errors.Add($"dates[{i}]", NotInOrder);
        }
    }

    private static void CheckPayers(IReadOnlyList<MakePlan.RequestPayer> payers, MakePlan.Request request, FieldErrors errors)
    {
        errors.Items("payers", payers, 1, MaxPayers);
        if (errors.Any)
            return;
        for (var i = 0; i < payers.Count; i++)
        {
            var payer = payers[i];
            errors.Text($"payers[{i}].name", payer.Name, FieldErrors.NameLength, needed: payer.Email is not null);
            if (payer.Email is not null)
                errors.Email($"payers[{i}].email", payer.Email);
            errors.OneOf($"payers[{i}].language", payer.Language, Language.All, needed: false);
            PayingBy.Check($"payers[{i}].", payer.PaymentMethod, payer.Method, errors);
            // One card is charged once for all that falls due on a day: then the failure of one would be the other's.
            if (payer.PaymentMethod is not null && payers.Take(i).Any(other => other.PaymentMethod == payer.PaymentMethod))
                errors.Add($"payers[{i}].paymentMethod", AnothersMethod);
        }
        if (request.PaymentMethod is not null || request.Method is not null)
            errors.Add("payers", OneOrEach);
        if (!errors.Any)
            PlanShares.Check(payers, request.Amount!.Value, errors);
    }
}
