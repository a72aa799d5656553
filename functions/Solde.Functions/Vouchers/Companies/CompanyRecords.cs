using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Companies as records of people: a company that is one person bears his name, and every other has somebody who is written to. The id
/// stays, by which its services and remittances know it.
/// </summary>
internal sealed class CompanyRecords(
    TableServiceClient tables,
    TimeProvider clock,
    AggregateStore<Company> companies,
    CompanyServices services,
    CompanyIndex index,
    MandateAccounts accounts)
    : AggregateRecords<Company>(tables, clock), IPersonalRecords
{
    public override string Kind => "company";

    /// <summary>What waits for it lies in its services' wallets, and is asked for here.</summary>
    async IAsyncEnumerable<PersonalRecord> IPersonalRecords.UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in UnchangedSinceAsync(organisation, before, after, cancellation))
            yield return await SeenAsync(organisation, record, cancellation);
    }

    async Task<PersonalRecord?> IPersonalRecords.FindAsync(string organisation, string id, CancellationToken cancellation) =>
        await FindAsync(organisation, id, cancellation) is { } record ? await SeenAsync(organisation, record, cancellation) : null;

    async Task<bool> IPersonalRecords.EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        // Once it is marked nothing new waits for it, and what was begun goes on.
        if (await services.HasOpenAsync(organisation, id, cancellation) && !await companies.IsErasedAsync(organisation, id, cancellation))
            return false;
        return await EraseAsync(organisation, id, order, cancellation);
    }

    protected override Task ForgetAsync(string organisation, string id, CancellationToken cancellation) =>
        accounts.RemoveAllAsync(organisation, id, cancellation);

    protected override Task ShowAsync(string organisation, string id, CancellationToken cancellation) =>
        index.PutErasedAsync(organisation, id, cancellation);

    private async Task<PersonalRecord> SeenAsync(string organisation, PersonalRecord record, CancellationToken cancellation) =>
        record.IsAtRest && await services.HasOpenAsync(organisation, record.Id, cancellation) ? record with { IsAtRest = false } : record;
}
