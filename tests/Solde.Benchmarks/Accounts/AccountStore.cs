using System.Security.Cryptography;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Local.Azurite;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Accounts;

/// <summary>Accounts in tables of their own, changed by the app's rules and nothing else.</summary>
internal sealed class AccountStore(TableServiceClient tables)
{
    public const string Organisation = "org-benchmark";

    private const int DocumentsOfOneStep = 80;

    public AggregateStore<Account> Accounts { get; } = new(tables, TimeProvider.System, new AggregateLocks());

    public static async Task<AccountStore> InAsync(AzuriteProcess azurite)
    {
        var tables = new TableServiceClient(
            StorageAccount.Parse(azurite.ConnectionString), "b" + RandomNumberGenerator.GetHexString(8, lowercase: true));
        await tables.GetTableClient(Account.Table).CreateIfNotExistsAsync();
        return new AccountStore(tables);
    }

    public Task<Answer> ChangeAsync(string account, Func<Account, Decision<Account>> rule) => Accounts.ChangeAsync(
        account,
        new Command
        {
            Organisation = Organisation,
            Actor = "benchmark",
            Outgoing = new OutgoingMessages(),
            CancellationToken = CancellationToken.None,
        },
        rule);

    public Task<Account> ReadAsync(string account) => Accounts.ReadAsync(Organisation, account, CancellationToken.None);

    /// <summary>A prepared account as it is, with all its rows.</summary>
    public Task KeepAsync(Account account) => ChangeAsync(account.Id, current => new Decision<Account>.InSteps(StepsTo(account, current)));

    private static IEnumerable<Step<Account>> StepsTo(Account whole, Account none)
    {
        var before = none with { Head = null };
        var note = new JournalNote("AccountPrepared");
        foreach (var some in whole.Invoices.Values.Chunk(DocumentsOfOneStep))
        {
            var after = some.Aggregate(none with { Head = whole.Head }, (part, invoice) => part.With(invoice));
            yield return new Step<Account>(before, after, note, null);
            before = none with { Head = whole.Head };
        }
        foreach (var some in whole.Payments.Values.Chunk(DocumentsOfOneStep))
            yield return new Step<Account>(before, some.Aggregate(before, (part, payment) => part.With(payment)), note, null);
        yield return new Step<Account>(before, before, note, Answer.NoContent);
    }
}
