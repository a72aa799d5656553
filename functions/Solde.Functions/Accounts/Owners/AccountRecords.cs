using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>Accounts as records of people: owner, members, payers, and whatever was written on invoices and payments.</summary>
internal sealed class AccountRecords(
    TableServiceClient tables, TimeProvider clock, JournalReader journal, EmailClaims claims, AccountIndex index)
    : AggregateRecords<Account>(tables, clock)
{
    private const string OwnerPath = Row.Head + ".owner";

    public override string Kind => Account.Kind;

    /// <summary>Every e-mail that the account ever had still names it.</summary>
    protected override async Task ForgetAsync(string organisation, string id, CancellationToken cancellation)
    {
        var (replay, emails) = (new JournalReplay<Account>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var entry in journal.AllAsync<Account>(organisation, id, cancellation))
        {
            replay.Apply(entry);
            if (entry.Changes.Any(change => change.Path == Row.Head || change.Path.StartsWith(OwnerPath, StringComparison.Ordinal)))
                emails.Add(replay.StateOf(id).Head!.Owner.Email);
        }
        foreach (var email in emails)
            await claims.ReleaseAsync(organisation, email, id, cancellation);
    }

    protected override Task ShowAsync(string organisation, string id, CancellationToken cancellation) =>
        index.PutAsync(organisation, id, cancellation);
}
