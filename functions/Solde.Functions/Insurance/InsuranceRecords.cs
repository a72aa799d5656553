using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Insurance;

/// <summary>Providers' insurance as records of people: what was written on endorsements.</summary>
internal sealed class InsuranceRecords(TableServiceClient tables, TimeProvider clock, IAccountContacts accounts)
    : AggregateRecords<ProviderInsurance>(tables, clock)
{
    public override string Kind => ProviderInsurance.Kind;

    public override string? GoesWith => Account.Kind;

    protected override Task<bool> MayGoAsync(string organisation, string id, CancellationToken cancellation) =>
        accounts.IsErasedAsync(organisation, id, cancellation);
}
