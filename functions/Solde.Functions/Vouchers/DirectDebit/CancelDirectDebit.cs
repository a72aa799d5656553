using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The direct debit ends, signed or not; its account number is forgotten by a message, so that nothing keeps it.</summary>
internal static class CancelDirectDebit
{
    public static async Task<Answer> Handle(string company, Command command, AggregateStore<Company> companies, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return await companies.ChangeAsync(company, command, current => Decide(current, command.Organisation, now));
    }

    internal static Decision<Company> Decide(Company company, string organisation, DateTimeOffset now)
    {
        if (company.LiveMandate is not { } mandate)
            return CommonRefusals.NotFound;
        var cancelled = mandate with { State = MandateStates.Cancelled, CancelledAt = now };
        return new Decision<Company>.Changed(
            company.With(cancelled),
            new JournalNote("DirectDebitCancelled"),
            Answer.Ok(MandateView.Of(cancelled), VouchersJson.Default.MandateView),
            [MandateCancelled.Announce(organisation, company.Id, mandate.Id)]);
    }
}
