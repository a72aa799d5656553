using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>
/// One account per e-mail (BIL-01): a row keyed by the e-mail's digest, written before the account. A claim whose
/// account never came, or has another e-mail now, can be taken over once it is old enough that nobody is still at it.
/// </summary>
internal sealed class EmailClaims(TableServiceClient tables, AggregateStore<Account> accounts, TimeProvider clock)
{
    /// <summary>Longer than any request lives.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(15);

    private readonly TableClient _table = tables.GetTableClient(AccountIndex.Table);

    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    /// <returns>False when another account holds the e-mail.</returns>
    public async Task<bool> ClaimAsync(string organisation, string email, string account, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var partition = PartitionKey.Of(organisation, "account-email", IdempotencyKey.Digest(Normalise(email)));
        var row = new TableEntity(partition, "claim") { ["Account"] = account, ["At"] = now };
        var held = await _table.FindEntityAsync(partition, "claim", cancellation);
        try
        {
            if (held is null)
                await _table.AddEntityAsync(row, cancellation);
            else if (held.GetString("Account") != account && await IsTakenAsync(organisation, held, email, now, cancellation))
                return false;
            else
                // Our own is written again too, so that nobody who saw it as left behind can take it over meanwhile.
                await _table.UpdateEntityAsync(row, held.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            // Somebody claimed it at this instant, or a first try of ours was done before it timed out.
            var winner = await _table.FindEntityAsync(partition, "claim", cancellation);
            return winner?.GetString("Account") == account;
        }
    }

    /// <summary>The account that claimed the e-mail; it may have another one by now. Null where nobody has.</summary>
    public async Task<string?> HolderAsync(string organisation, string email, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "account-email", IdempotencyKey.Digest(Normalise(email)));
        return (await _table.FindEntityAsync(partition, "claim", cancellation))?.GetString("Account");
    }

    /// <summary>The account gives the e-mail up, where it is the one that claimed it.</summary>
    public async Task ReleaseAsync(string organisation, string email, string account, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, "account-email", IdempotencyKey.Digest(Normalise(email)));
        var held = await _table.FindEntityAsync(partition, "claim", cancellation);
        if (held?.GetString("Account") != account)
            return;
        try
        {
            await _table.DeleteEntityAsync(partition, "claim", held.ETag, cancellation);
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 412)
        {
            // Another account has taken it over at this instant.
        }
    }

    /// <summary>Somebody is still at it, or has an account with this e-mail.</summary>
    private async Task<bool> IsTakenAsync(
        string organisation, TableEntity claim, string email, DateTimeOffset now, CancellationToken cancellation)
    {
        if (now - claim.GetDateTimeOffset("At") < UnderWay)
            return true;
        var holder = await accounts.ReadAsync(organisation, claim.GetString("Account")!, cancellation);
        return holder.Head is { } head && Normalise(head.Owner.Email) == Normalise(email);
    }
}
