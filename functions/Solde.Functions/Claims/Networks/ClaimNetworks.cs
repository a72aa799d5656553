namespace Solde.Functions.Claims;

/// <summary>The networks that the app speaks with.</summary>
internal static class ClaimNetworks
{
    public static readonly IReadOnlyList<IClaimNetwork> All = [new DarvaNetwork(), new IrisNetwork()];

    public static readonly IReadOnlyList<string> Names = [.. All.Select(network => network.Name)];

    public static IClaimNetwork? Find(string? name) => All.FirstOrDefault(network => network.Name == name);
}
