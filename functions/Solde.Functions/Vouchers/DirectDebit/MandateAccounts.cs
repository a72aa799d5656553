using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The account numbers of mandates, outside of the documents that the journal tells of: a row each, there before its mandate is and gone
/// after it is cancelled.
/// </summary>
internal sealed class MandateAccounts(TableServiceClient tables)
{
    public const string Table = "VoucherMandates";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public static Task HandleAsync(MandateCancelled message, MessageContext context) =>
        context.Services.GetRequiredService<MandateAccounts>().RemoveAsync(
            message.Organisation, message.Company, message.Mandate, context.CancellationToken);

    /// <returns>False where the mandate has another account number already.</returns>
    public async Task<bool> TryAddAsync(
        string organisation, string company, string mandate, string iban, CancellationToken cancellation)
    {
        var row = new TableEntity(PartitionOf(organisation, company), mandate) { ["Iban"] = iban };
        try
        {
            await _table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            var known = await _table.FindEntityAsync(row.PartitionKey, row.RowKey, cancellation);
            return known?.GetString("Iban") == iban;
        }
    }

    public async Task RemoveAsync(string organisation, string company, string mandate, CancellationToken cancellation)
    {
        try
        {
            await _table.DeleteEntityAsync(PartitionOf(organisation, company), mandate, ETag.All, cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // It was removed before.
        }
    }

    /// <summary>Those too whose mandate was never written down, since its request died before that.</summary>
    public async Task RemoveAllAsync(string organisation, string company, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(organisation, company)}");
        foreach (var row in await _table.QueryAsync(filter, cancellationToken: cancellation).ToListAsync(cancellation))
            await RemoveAsync(organisation, company, row.RowKey, cancellation);
    }

    private static string PartitionOf(string organisation, string company) => PartitionKey.Of(organisation, "mandate-accounts", company);
}
