using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a group's plan and assemblies must be like.</summary>
internal static class GroupCheck
{
    private const int MaxAssemblies = 400;
    private const int MaxPlans = 20;
    private const int MaxParts = 20;

    private static readonly Text OutOfRange = new(
        "must be from {0} to {1}", "doit être de {0} à {1}", "deve ser de {0} a {1}", "moet van {0} tot en met {1} zijn");

    private static readonly Text NotLater = new(
        "must come after the one before", "doit venir après le précédent", "deve vir depois do anterior", "moet na het vorige komen");

    private static readonly Text Twice = new("is there twice", "y est deux fois", "está lá duas vezes", "staat er tweemaal");

    private static readonly Text Needed = new("is needed", "est requis", "é obrigatório", "is verplicht");

    private static readonly Text BadFee = new(
        "must be in {0} and not below zero",
        "doit être en {0} et pas négatif",
        "deve ser em {0} e não negativo",
        "moet in {0} en niet negatief zijn");

    public static void Plan(GroupPlan? plan, string currency, FieldErrors errors)
    {
        if (plan is null)
        {
            errors.Add("plan", Needed);
            return;
        }
        Rate("plan.administrationFeePartsPerMillion", plan.AdministrationFeePartsPerMillion, errors);
        Rate("plan.reserveFundPartsPerMillion", plan.ReserveFundPartsPerMillion, errors);
        if (plan.BankFee.Currency != currency || plan.BankFee.Minor is < 0 or > Money.MaxMinor)
            errors.Add("plan.bankFee", BadFee, currency);
        errors.Items("plan.commonFund", plan.CommonFund, 1, MaxAssemblies);
        foreach (var (i, rate) in (plan.CommonFund ?? []).Index())
        {
            if (rate is null)
                continue;
            Rate($"plan.commonFund[{i}].ratePartsPerMillion", rate.RatePartsPerMillion, errors);
            if (rate.FromAssembly is < 1 or > MaxAssemblies)
                errors.Add($"plan.commonFund[{i}].fromAssembly", OutOfRange, 1, MaxAssemblies);
            else if (i > 0 && rate.FromAssembly <= plan.CommonFund![i - 1]?.FromAssembly)
                errors.Add($"plan.commonFund[{i}].fromAssembly", NotLater);
        }
        Insurance(plan.InsurancePlans, errors);
    }

    public static void Assemblies(IReadOnlyList<Assembly>? assemblies, FieldErrors errors)
    {
        errors.Items("assemblies", assemblies, 0, MaxAssemblies);
        Assembly? before = null;
        foreach (var (i, assembly) in (assemblies ?? []).Index())
        {
            if (assembly is null)
                continue;
            errors.Day($"assemblies[{i}].heldOn", assembly.HeldOn);
            errors.Day($"assemblies[{i}].dueOn", assembly.DueOn);
            DebitMonth.Check($"assemblies[{i}].month", assembly.Month, errors);
            if (DebitMonth.IsMonth(assembly.Month) && string.CompareOrdinal(assembly.Month, before?.Month) <= 0)
                errors.Add($"assemblies[{i}].month", NotLater);
            if (assembly.Number is < 1 or > MaxAssemblies)
                errors.Add($"assemblies[{i}].number", OutOfRange, 1, MaxAssemblies);
            else if (assembly.Number <= before?.Number)
                errors.Add($"assemblies[{i}].number", NotLater);
            before = assembly;
        }
    }

    private static void Insurance(IReadOnlyList<InsurancePlan>? plans, FieldErrors errors)
    {
        errors.Items("plan.insurancePlans", plans, 0, MaxPlans);
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var (i, plan) in (plans ?? []).Index())
        {
            if (plan is null)
                continue;
            var field = $"plan.insurancePlans[{i}]";
            errors.Id(field + ".code", plan.Code);
            errors.Text(field + ".name", plan.Name, FieldErrors.NameLength);
            errors.OneOf(field + ".type", plan.Type, InsuranceTypes.All);
            errors.Items(field + ".parts", plan.Parts, 1, MaxParts);
            if (!seen.Add(plan.Code))
                errors.Add(field + ".code", Twice);
            foreach (var (j, part) in (plan.Parts ?? []).Index())
            {
                if (part is null)
                    continue;
                errors.Id($"{field}.parts[{j}].code", part.Code);
                errors.Text($"{field}.parts[{j}].name", part.Name, FieldErrors.NameLength);
                errors.OneOf($"{field}.parts[{j}].base", part.Base, InsuranceBases.All);
                Rate($"{field}.parts[{j}].ratePartsPerMillion", part.RatePartsPerMillion, errors);
                if (!seen.Add($"{plan.Code}.{part.Code}"))
                    errors.Add($"{field}.parts[{j}].code", Twice);
            }
        }
    }

    private static void Rate(string field, int rate, FieldErrors errors)
    {
        if (rate is < 0 or > Tariff.MaxRate)
            errors.Add(field, OutOfRange, 0, Tariff.MaxRate);
    }
}
