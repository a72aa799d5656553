using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Vouchers;
using Solde.Platform.Storage;

namespace Solde.Functions.Notifications;

/// <summary>Notices as records of people: to whom, at which address, and with what in them. That they were sent, and when, stays.</summary>
internal sealed class NotificationRecords(
    TableServiceClient tables,
    TimeProvider clock,
    AggregateStore<Notification> notices,
    NotificationIndex index,
    IAccountContacts accounts,
    IVoucherContacts wallets)
    : AggregateRecords<Notification>(tables, clock), IPersonalRecords
{
    private readonly TableServiceClient _tables = tables;

    public override string Kind => Notification.Kind;

    public IReadOnlyList<string> TellsOf => [Account.Kind, Wallet.Kind];

    /// <summary>To his address, or with his name in it. Nothing leads from a person to his notices, so all of them are looked through.</summary>
    public async IAsyncEnumerable<PersonalRecord> OfPersonAsync(
        string organisation, string kind, string record, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var names = kind == Account.Kind
            ? await accounts.FindNamesAsync(organisation, record, cancellation)
            : await wallets.FindNamesAsync(organisation, record, cancellation);
        await foreach (var (id, json) in AggregateHeads.AllAsync<Notification>(_tables, organisation, after, cancellation))
        {
            var content = JsonSerializer.Deserialize(json, NotificationRows.Default.NotificationContent)!;
            if ((names.Contains(content.To ?? "") || content.Arguments.Any(names.Contains))
                && await FindAsync(organisation, id, cancellation) is { } found)
                yield return found;
        }
    }

    protected override async Task ShowAsync(string organisation, string id, CancellationToken cancellation)
    {
        var notice = await notices.ReadAsync(organisation, id, cancellation);
        await index.PutErasedAsync(organisation, id, notice.Content!, cancellation);
    }
}
