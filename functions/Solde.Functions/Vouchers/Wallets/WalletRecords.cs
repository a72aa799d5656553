using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>Wallets as records of people: their user, the workers who came to him, and what was written about their services.</summary>
internal sealed class WalletRecords(TableServiceClient tables, TimeProvider clock, WalletIndex index, WalletDocuments documents)
    : AggregateRecords<Wallet>(tables, clock)
{
    private readonly TableClient _shown = tables.GetTableClient(CompanyServices.Table);

    public override string Kind => Wallet.Kind;

    protected override async Task ShowAsync(string organisation, string id, CancellationToken cancellation)
    {
        await index.PutAsync(organisation, id, cancellation);
        await foreach (var service in documents.ServicesAsync(organisation, id, after: null, cancellation))
            await EraseShownService.RunAsync(_shown, organisation, service, cancellation);
    }
}
