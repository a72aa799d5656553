using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <param name="Reason">A stable code, see <see cref="ExplanationTexts"/>.</param>
/// <param name="Why">The same in a sentence.</param>
/// <param name="WhatToDo">Null where there is nothing to do.</param>
/// <param name="Breakdown">Null where there is no invoice.</param>
internal sealed record ExplanationView(string Endorsement, string Reason, string Why, string? WhatToDo, BreakdownView? Breakdown);

/// <param name="OnlineFees">Those paid already and those that paying the rest online would cost.</param>
/// <param name="InvoiceTotal">Premium and administration fees.</param>
/// <param name="Left">What is not paid of it yet.</param>
/// <param name="Balance">What the provider is shown: what is left, with the online fees on it.</param>
internal sealed record BreakdownView(
    string Invoice, Money Premium, FeeView AdministrationFees, FeeView OnlineFees, Money InvoiceTotal, Money Left, Money Balance);

/// <param name="Why">Why it is this amount.</param>
internal sealed record FeeView(Money Amount, string Why, SettingView Setting);

/// <summary>The setting that a fee came from, as it was when the invoice was made.</summary>
internal sealed record SettingView(int Version, int RatePartsPerMillion, Money Fixed, DateTimeOffset? ValidFrom, string? ChangedBy)
{
    public static SettingView Of(FeeVersion version, Tariff tariff) =>
        new(version.Version, tariff.RatePartsPerMillion, tariff.Fixed, version.ValidFrom, version.ChangedBy);
}
