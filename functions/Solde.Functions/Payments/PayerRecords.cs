using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Payments;

/// <summary>What a customer pays with, as records of people. The provider's own record of him is the provider's to erase.</summary>
internal sealed class PayerRecords(TableServiceClient tables, TimeProvider clock, IAccountContacts accounts)
    : AggregateRecords<Payer>(tables, clock)
{
    public override string Kind => Payer.Kind;

    public override string? GoesWith => Account.Kind;

    /// <summary>It has the account's id, and no time of its own.</summary>
    protected override Task<bool> MayGoAsync(string organisation, string id, CancellationToken cancellation) =>
        accounts.IsErasedAsync(organisation, id, cancellation);
}
