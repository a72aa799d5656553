using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>By which way a charge is collected, and when.</summary>
/// <param name="Instead">Why it does not go by the way that the rules would give; null where it does.</param>
internal sealed record ChargeRoute(string Channel, string Outlet, DateOnly Due, ChargePayer Payer, string? Instead = null)
{
    /// <summary>
    /// The way that the quota's rules give on a date (DEB-17): direct debit, else electronic payment, else a slip by e-mail, else one by post.
    /// What cannot be done at that time falls to the slip, so that the member is asked all the same.
    /// </summary>
    /// <param name="due">The assembly's due date.</param>
    /// <returns>Null where no way is left.</returns>
    public static ChargeRoute? Of(Quota quota, Surroundings here, DateOnly due, Money amount, ChargeLine line)
    {
        string? instead = null;
        if (DirectDebit(quota, here, due, amount, line, ref instead) is { } debit)
            return debit;
        if (Electronic(quota, due, here, ref instead) is { } electronic)
            return electronic with { Instead = instead };
        return Slip(quota, here, due) is { } slip ? slip with { Instead = instead } : null;
    }

    /// <summary>Where the rule has a day of its own, that day of the assembly's month.</summary>
    public static DateOnly DayOf(RuleValue debit, DateOnly due) => debit.DayOfMonth is > 0 and var day
        ? BusinessCalendar.DayOfMonth(due.Year, due.Month, day)
        : due;

    private static ChargeRoute? DirectDebit(
        Quota quota, Surroundings here, DateOnly due, Money amount, ChargeLine line, ref string? instead)
    {
        if (quota.ValueOn(RuleKinds.DirectDebit, due) is not { } rule || quota.BankAccount(rule.BankAccount) is not { } account)
            return null;
        var mandate = quota.Mandates.LastOrDefault(one => one.BankAccount == account.Id && one.State == MandateStates.Active);
        if (mandate is null)
        {
            instead = InsteadReasons.NoMandate;
            return null;
        }
        if (AgreementFor(quota, account, here, due) is not { } agreement)
        {
            instead = InsteadReasons.NoAgreement;
            return null;
        }
        var route = new ChargeRoute(
            Channels.DirectDebit,
            Outlets.Bank(agreement),
            Earliest(DayOf(rule, due), agreement, mandate, here),
            PayerOf(quota) with
            {
                Name = account.Holder,
                TaxId = account.TaxId ?? quota.Member.TaxId,
                Account = InSchemesWords(account),
                Mandate = mandate.Id,
                MandateReference = mandate.Reference,
                MandateSignedOn = mandate.ActiveSince,
            });
        var order = BankOrders.Of(line.ToString(), amount, route.Due, route.Payer);
        if (BankFiles.Writer(agreement).Check(order) is { } fault)
        {
            instead = $"{InsteadReasons.NotForTheBank}.{fault.Field}";
            return null;
        }
        return route;
    }

    private static ChargeRoute? Electronic(Quota quota, DateOnly due, Surroundings here, ref string? instead)
    {
        if (quota.ValueOn(RuleKinds.ElectronicPayment, due) is not { } rule)
            return null;
        if (quota.Member.Account is not { } account)
        {
            instead ??= InsteadReasons.NoBillingAccount;
            return null;
        }
        return new ChargeRoute(
            rule.Code == SetElectronicPayment.Card ? Channels.Card : Channels.Electronic,
            Outlets.Account,
            Later(due, here.Today),
            PayerOf(quota) with { BillingAccount = account, PaymentMethod = rule.PaymentMethod });
    }

    private static ChargeRoute? Slip(Quota quota, Surroundings here, DateOnly due)
    {
        var agent = here.AgentOf(quota, due);
        var (payer, on) = (PayerOf(quota), Later(due, here.Today));
        var isByEmail = quota.ValueOn(RuleKinds.SlipByEmail, due) is not null && agent is not null && SetSlipByEmail.IsOfferedBy(agent);
        if (isByEmail && quota.Member.Email is { } email)
            return new ChargeRoute(Channels.SlipByEmail, Outlets.Email(agent!), on, payer with { Email = email });
        var address = quota.Member.PostalAddress?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return address.Length is >= 1 and <= SlipWriter.MaxAddressLines
            ? new ChargeRoute(Channels.SlipByPost, Outlets.Print(agent), on, payer with { Address = address })
            : null;
    }

    internal static BankAgreement? AgreementFor(Quota quota, MemberAccount account, Surroundings here, DateOnly due)
    {
        var remittance = here.AgentOf(quota, due)?.RemittanceTypes.FirstOrDefault(type =>
            type.Type == RemittanceTypes.DirectDebit && (type.Bank is null || type.Bank == account.Bank));
        if (remittance is null)
            return null;
        if (remittance.Agreement is { } named)
            return here.Settings.Agreement(named);
        // In Brazil a file goes to the payer's own bank, elsewhere ours sends it on.
        return here.Settings.Agreements.FirstOrDefault(agreement =>
            agreement.Scheme == account.Scheme && (agreement.Scheme != BankSchemes.Febraban || agreement.BankCode == account.Bank));
    }

    /// <summary>The bank has its notice, and so has the member by his mandate (DEB-23).</summary>
    private static DateOnly Earliest(DateOnly wanted, BankAgreement agreement, Mandate mandate, Surroundings here)
    {
        var atBank = here.Calendar.AddBankDays(here.Today, BankProfiles.Find(agreement.Profile)!.NoticeDays);
        return Later(wanted, Later(atBank, here.Today.AddDays(mandate.PreNotificationDays)));
    }

    internal static BankAccount InSchemesWords(MemberAccount account) => account.Scheme switch
    {
        MandateSchemes.Sepa => new BankAccount(account.Number, null, account.Bank),
        MandateSchemes.Cpa => new BankAccount(account.Number, account.Branch, account.Bank),
        _ => new BankAccount(account.Number.Replace("-", "", StringComparison.Ordinal), account.Branch),
    };

    private static ChargePayer PayerOf(Quota quota) => new(quota.Member.Name, quota.Member.Language, quota.Member.TaxId);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

/// <summary>Why a charge did not go by the way of its rules. Stable, for programs.</summary>
internal static class InsteadReasons
{
    public const string NoMandate = "no_active_mandate";
    public const string NoAgreement = "no_agreement_for_bank";
    public const string NoBillingAccount = "no_billing_account";

    /// <summary>With the field of the order that the bank does not take.</summary>
    public const string NotForTheBank = "not_for_the_bank";
}
