using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What settings of debits must be like: lists of a decent length, each code once, limits that the scheme allows.</summary>
internal static class DebitTermsCheck
{
    private const int MaxListed = 200;
    private const int MaxNotice = 60;

    private static readonly Text Twice = new("is there twice", "y est deux fois", "está lá duas vezes", "staat er tweemaal");

    private static readonly Text OutOfRange = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot en met {1} zijn");

    private static readonly Text Backwards = new(
        "is before validFrom", "précède validFrom", "é anterior a validFrom", "valt voor validFrom");

    private static readonly Text NoLimit = new(
        "is nothing that this currency's mandates have",
        "n'existe pas pour les mandats de cette devise",
        "não existe para as autorizações desta moeda",
        "bestaat niet voor machtigingen in deze munt");

    private static readonly Text OtherCurrency = new("must be {0}", "doit être {0}", "deve ser {0}", "moet {0} zijn");

    public static void Of(DebitTerms terms, string currency, FieldErrors errors)
    {
        Codes("reasons", terms.Reasons, reason => reason.Code, reason => reason.Name, errors, reason => $"{reason.Rule} {reason.Code}");
        foreach (var (i, reason) in terms.Reasons.Index())
            errors.OneOf($"reasons[{i}].rule", reason?.Rule, [.. RuleKinds.All.Select(kind => kind.Name)]);
        Codes("quotaTypes", terms.QuotaTypes, type => type.Code, type => type.Name, errors);
        Rates("cancellationReducers", terms.CancellationReducers, errors);
        Rates("permanenceFees", terms.PermanenceFees, errors);
        Codes("banks", terms.Banks, bank => bank.Code, bank => bank.Name, errors);
        Codes("agents", terms.Agents, agent => agent.Code, agent => agent.Name, errors);
        foreach (var (i, agent) in terms.Agents.Index())
            Agent($"agents[{i}]", agent, errors);
        if (terms.Mandates is { } mandates)
            Mandates(mandates, MandateSchemes.OfCurrency(currency), errors);
        Agreements(terms.Agreements, currency, errors);
        if (terms.Runs is { DayOfMonth: < 1 or > 31 })
            errors.Add("runs.dayOfMonth", OutOfRange, 1, 31);
        if (terms.Runs is { MonthsAhead: < 0 or > 1 })
            errors.Add("runs.monthsAhead", OutOfRange, 0, 1);
    }

    private static void Agreements(IReadOnlyList<BankAgreement> agreements, string currency, FieldErrors errors)
    {
        errors.Items("agreements", agreements, 0, MaxListed);
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var (i, agreement) in agreements.Index())
        {
            if (agreement is null)
                continue;
            var field = $"agreements[{i}].";
            errors.Id(field + "id", agreement.Id);
            if (!seen.Add(agreement.Id))
                errors.Add(field + "id", Twice);
            if (agreement.Currency != currency)
                errors.Add(field + "currency", OtherCurrency, currency);
            errors.OneOf(field + "scheme", agreement.Scheme, BankSchemes.All);
            errors.OneOf(field + "profile", agreement.Profile, [.. BankProfiles.All.Select(profile => profile.Name)]);
            errors.Text(field + "ourId", agreement.OurId, FieldErrors.NameLength);
            errors.Text(field + "ourName", agreement.OurName, FieldErrors.NameLength);
            errors.Text(field + "bankCode", agreement.BankCode, FieldErrors.NameLength, needed: false);
            errors.Text(field + "bankName", agreement.BankName, FieldErrors.NameLength);
            if (errors.Any)
                continue;
            foreach (var fault in AgreementCheck.Faults(agreement))
                errors.Add(field + fault.Field, fault.Message, [.. fault.Arguments]);
        }
    }

    private static void Agent(string field, CollectionAgent? agent, FieldErrors errors)
    {
        if (agent is null)
            return;
        errors.Day(field + ".validFrom", agent.ValidFrom);
        errors.Day(field + ".validTo", agent.ValidTo);
        if (agent.ValidTo < agent.ValidFrom)
            errors.Add(field + ".validTo", Backwards);
        if (agent.Email is not null)
            errors.Email(field + ".email", agent.Email);
        errors.OneOf(field + ".language", agent.Language, Language.All, needed: false);
        errors.Items(field + ".operations", agent.Operations, 0, MaxListed);
        foreach (var (i, operation) in (agent.Operations ?? []).Index())
            errors.Id($"{field}.operations[{i}]", operation);
        errors.Items(field + ".remittanceTypes", agent.RemittanceTypes, 0, MaxListed);
        foreach (var (i, remittance) in (agent.RemittanceTypes ?? []).Index())
        {
            errors.OneOf($"{field}.remittanceTypes[{i}].type", remittance?.Type, RemittanceTypes.All);
            errors.Id($"{field}.remittanceTypes[{i}].bank", remittance?.Bank, needed: false);
            errors.Id($"{field}.remittanceTypes[{i}].layout", remittance?.Layout, needed: false);
            errors.Id($"{field}.remittanceTypes[{i}].agreement", remittance?.Agreement, needed: false);
        }
    }

    private static void Mandates(MandateTerms terms, MandateScheme? scheme, FieldErrors errors)
    {
        if (terms.PreNotificationDays is < 0 or > MaxNotice)
            errors.Add("mandates.preNotificationDays", OutOfRange, 0, MaxNotice);
        if (terms.DormancyMonths is not { } months)
            return;
        if (scheme?.DormancyMonths is not { } most)
            errors.Add("mandates.dormancyMonths", NoLimit);
        else if (months < 2 || months > most)
            errors.Add("mandates.dormancyMonths", OutOfRange, 2, most);
    }

    private static void Rates(string field, IReadOnlyList<ListedRate> rates, FieldErrors errors)
    {
        Codes(field, rates, rate => rate.Code, rate => rate.Name, errors);
        foreach (var (i, rate) in rates.Index())
        {
            if (rate?.RatePartsPerMillion is < 0 or > Tariff.MaxRate)
                errors.Add($"{field}[{i}].ratePartsPerMillion", OutOfRange, 0, Tariff.MaxRate);
        }
    }

    private static void Codes<T>(
        string field,
        IReadOnlyList<T> items,
        Func<T, string?> code,
        Func<T, string?> name,
        FieldErrors errors,
        Func<T, string?>? unique = null)
    {
        errors.Items(field, items, 0, MaxListed);
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var (i, item) in items.Index())
        {
            if (item is null)
                continue;
            errors.Id($"{field}[{i}].code", code(item));
            errors.Text($"{field}[{i}].name", name(item), FieldErrors.NameLength);
            if (!seen.Add((unique ?? code)(item)))
                errors.Add($"{field}[{i}].code", Twice);
        }
    }
}
