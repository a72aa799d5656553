using System.Text.Json.Nodes;

namespace Solde.Tests.Harness;

/// <summary>For <c>using static</c>: what tests read out of answers.</summary>
internal static class Json
{
    public static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>An amount's minor units.</summary>
    public static long Minor(JsonNode? money) => money!["minor"]!.GetValue<long>();
}
