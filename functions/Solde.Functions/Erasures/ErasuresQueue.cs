using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Erasures;

/// <summary>The queue and the message by which an erasure goes on. Ids only.</summary>
internal static class ErasuresQueue
{
    public const string Erasures = "erasures";
}

/// <summary>To <see cref="ErasuresQueue.Erasures"/>, for each batch of an erasure.</summary>
/// <param name="Number">Of the batch: it is carried out once.</param>
internal sealed record BatchDue(string Organisation, string Erasure, int Number)
{
    public static Announcement Announce(string organisation, string erasure, int number) => Announcement.To(
        ErasuresQueue.Erasures, new BatchDue(organisation, erasure, number), ErasureMessages.Default.BatchDue);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BatchDue))]
internal sealed partial class ErasureMessages : JsonSerializerContext;
