using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// What there is to answer at once: a refusal, or the saved answer with the request that first got it. Empty where the key is the caller's.
/// </summary>
internal readonly record struct KeyClaim(Answer? Answer, string? OriginalRequest);

/// <summary>
/// The first answer given under each idempotency key, errors too, for as long as the provider promises to remember. A saved answer is
/// committed with what the request changed. Call it inside the gate.
/// </summary>
internal sealed class IdempotencyStore(SandboxState state)
{
    public const int LongestKey = 255;

    private const string Kind = "sandbox.idempotency";

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    // Not in the state: a request that was being executed when the process was killed has changed nothing, so its key is free again.
    private readonly HashSet<string> inUse = new(StringComparer.Ordinal);

    /// <summary>Reserves the key until <see cref="Release"/>, unless the claim already holds an answer.</summary>
    public KeyClaim Claim(string key, string fingerprint, DateTimeOffset now)
    {
        if (state.Find(Kind, key) is { } saved && now.ToUnixTimeSeconds() - saved.Number("created") < Remembered.TotalSeconds)
        {
            return saved.Text("fingerprint") == fingerprint
                ? new KeyClaim(new Answer((int)saved.Number("status"), saved["body"]!.AsObject().Copy()), saved.Text("request"))
                : new KeyClaim(Refuse.Idempotency("The idempotency key was used before with other parameters."), null);
        }

        return inUse.Add(key) ? default : new KeyClaim(Refuse.KeyInUse(), null);
    }

    public void Release(string? key)
    {
        if (key is not null)
            inUse.Remove(key);
    }

    public static void Save(Change change, string fingerprint, Answer answer) => change.Put(new JsonObject
    {
        ["id"] = change.IdempotencyKey,
        ["object"] = Kind,
        ["body"] = answer.Body.DeepClone(),
        ["created"] = change.NowSeconds,
        ["fingerprint"] = fingerprint,
        ["request"] = change.RequestId,
        ["status"] = (long)answer.Status,
    });
}
