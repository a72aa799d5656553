using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>Accounts as records of people: owner, members, payers, and whatever was written on invoices and payments.</summary>
internal sealed class AccountRecords(
    TableServiceClient tables, TimeProvider clock, JournalReader journal, EmailClaims claims, AccountIndex index)
    : AggregateRecords<Account>(tables, clock)
{
    public override string Kind => Account.Kind;

    /// <summary>Every e-mail that the account ever had still names it.</summary>
    protected override async Task ForgetAsync(string organisation, string id, CancellationToken cancellation)
    {
        var emails = await journal.EveryAsync<Account>(
            organisation, id, Account.OwnerPath, account => [account.Head!.Owner.Email], cancellation);
        foreach (var email in emails)
            await claims.ReleaseAsync(organisation, email, id, cancellation);
    }

    protected override Task ShowAsync(string organisation, string id, CancellationToken cancellation) =>
        index.PutAsync(organisation, id, cancellation);
}
