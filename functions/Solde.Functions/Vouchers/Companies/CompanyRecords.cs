using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Companies as records of people: a company that is one person bears his name, and every other has somebody who is written to. The id
/// stays, by which its services and remittances know it.
/// </summary>
internal sealed class CompanyRecords(
    TableServiceClient tables, TimeProvider clock, CompanyServices services, CompanyIndex index, MandateAccounts accounts)
    : AggregateRecords<Company>(tables, clock)
{
    public override string Kind => "company";

    /// <summary>What waits for it lies in its services' wallets.</summary>
    protected override Task<bool> IsWaitedForAsync(string organisation, string id, CancellationToken cancellation) =>
        services.HasOpenAsync(organisation, id, cancellation);

    protected override Task ForgetAsync(string organisation, string id, CancellationToken cancellation) =>
        accounts.RemoveAllAsync(organisation, id, cancellation);

    protected override Task ShowAsync(string organisation, string id, CancellationToken cancellation) =>
        index.PutErasedAsync(organisation, id, cancellation);
}
