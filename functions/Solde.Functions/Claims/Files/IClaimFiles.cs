using Solde.Functions.Aggregates;

namespace Solde.Functions.Claims;

/// <summary>What other areas may know of a claim file.</summary>
internal interface IClaimFiles
{
    /// <summary>Null where there is none.</summary>
    Task<ClaimItem?> FindAsync(string organisation, string claim, CancellationToken cancellation);
}

internal sealed class ClaimFiles(AggregateStore<ClaimFile> files) : IClaimFiles
{
    public async Task<ClaimItem?> FindAsync(string organisation, string claim, CancellationToken cancellation) =>
        (await files.ReadAsync(organisation, claim, cancellation)).Head is { } head ? ClaimItem.Of(claim, head) : null;
}
