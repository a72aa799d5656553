using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>Makes the rows of a service again that its company's lists are read from, from the wallet as it is now.</summary>
internal static class ShowService
{
    /// <summary>
    /// The service is read first, so what is shown is at least as new as the message says; a row that says so already is left alone, and
    /// of two that are written at once the entry lets one through.
    /// </summary>
    public static async Task HandleAsync(ServiceChanged message, MessageContext context)
    {
        var table = context.Services.GetRequiredService<TableServiceClient>().GetTableClient(CompanyServices.Table);
        var documents = context.Services.GetRequiredService<WalletDocuments>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var cancellation = context.CancellationToken;
        while (true)
        {
            var service = await documents.FindServiceAsync(message.Organisation, message.Wallet, message.Service, cancellation);
            if (service is null)
                return;
            var partition = ServiceKeys.PartitionOf(message.Organisation, service.Company);
            var entry = await table.FindEntityAsync(partition, ServiceKeys.EntryPrefix + service.Id, cancellation);
            if (entry?.GetInt64("Entry") >= message.Entry)
                return;
            try
            {
                await table.SubmitTransactionAsync(Rows(partition, entry, message, service, now), cancellation);
                return;
            }
            catch (Azure.RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another message of the same service was faster.
            }
        }
    }

    private static IEnumerable<TableTransactionAction> Rows(
        string partition, TableEntity? entry, ServiceChanged message, Service service, DateTimeOffset now)
    {
        var shown = new ShownService(message.Wallet, service, now);
        var (day, change) = (ServiceKeys.DayOf(service), ServiceKeys.ChangeOf(service, now));
        var open = service.IsOver ? "" : ServiceKeys.OpenOf(service);
        var known = new TableEntity(partition, ServiceKeys.EntryPrefix + service.Id)
        {
            ["Entry"] = message.Entry,
            ["Day"] = day,
            ["Change"] = change,
            ["Open"] = open,
        };
        yield return entry is null
            ? new(TableTransactionActionType.Add, known)
            : new(TableTransactionActionType.UpdateReplace, known, entry.ETag);
        yield return new(TableTransactionActionType.UpsertReplace, shown.Row(partition, day));
        yield return new(TableTransactionActionType.UpsertReplace, shown.Row(partition, change));
        if (open.Length > 0)
            yield return new(TableTransactionActionType.UpsertReplace, OpenService.Of(message.Wallet, service).Row(partition, open));
        foreach (var (column, fresh) in new[] { ("Day", day), ("Change", change), ("Open", open) })
        {
            if (entry?.GetString(column) is { Length: > 0 } old && old != fresh)
                yield return new(TableTransactionActionType.Delete, new TableEntity(partition, old), Azure.ETag.All);
        }
    }
}
