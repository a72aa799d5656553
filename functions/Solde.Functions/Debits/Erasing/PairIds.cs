using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Ids of records that lie in something else, such as <c>{group}|{quota}</c>. Ids of the API hold no bar.</summary>
internal static class PairIds
{
    public static string Of(string first, string second) => $"{first}|{second}";

    /// <summary>Null where it is none of ours.</summary>
    public static (string First, string Second)? Find(string id) =>
        id.Split('|') is [var first, var second] && Ids.IsValid(first) && Ids.IsValid(second) ? (first, second) : null;
}
