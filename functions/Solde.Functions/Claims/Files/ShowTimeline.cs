using System.Globalization;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <summary>What happened to a file, oldest first: who, when, from which state to which, and why (CLM-19), off the journal.</summary>
internal static class ShowTimeline
{
    /// <param name="What">A past fact, such as <c>MessageTaken</c>.</param>
    /// <param name="Why">The message's name, or the reason that was given.</param>
    /// <param name="Message">Where it was a message.</param>
    /// <param name="After">The same as before where the state did not change.</param>
    public sealed record Item(
        long Number, DateTimeOffset At, string Actor, string What, string? Why, string Before, string After, ClaimMessage? Message);

    public static async Task<Answer> Handle(
        string claim, string? cursor, int? limit, Command command, JournalReader journal, AggregateStore<ClaimFile> files)
    {
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        if (!found.Exists)
            return CommonRefusals.NotFound;
        var errors = new FieldErrors();
        var (text, size) = Cursor.Read(cursor, limit, errors);
        // The page goes on in the state in which the one before ended.
        var (after, state) = (0L, ClaimStates.NoFile);
        if (text is not null && !TryRead(text, out after, out state))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();

        var entries = await journal.PageAsync<ClaimFile>(
            command.Organisation, claim, after, size, newestFirst: false, command.CancellationToken);
        var items = new List<Item>();
        foreach (var entry in entries)
        {
            var before = state;
            state = StateAfter(entry) ?? state;
            items.Add(new Item(entry.Sequence, entry.At, entry.Actor, entry.Action, entry.Reason, before, state, MessageOf(entry)));
        }
        var next = entries.Count < size
            ? null
            : Cursor.After(string.Create(CultureInfo.InvariantCulture, $"{entries[^1].Sequence}|{state}"));
        return Cursor.Answer(new Page<Item>(items, next), ClaimsJson.Default.PageShowTimelineItem);
    }

    private static bool TryRead(string text, out long after, out string state)
    {
        (after, state) = (0, "");
        if (text.Split('|') is not [var number, var known] || !ClaimStates.All.Contains(known))
            return false;
        state = known;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }

    /// <summary>Null where the state stayed.</summary>
    private static string? StateAfter(JournalEntry entry) =>
        entry.Changes.FirstOrDefault(change => change.Path is "head" or "head.state") switch
        {
            { Path: "head", After: { } head } => head.GetProperty("state").GetString(),
            { After: { } state } => state.GetString(),
            _ => null,
        };

    private static ClaimMessage? MessageOf(JournalEntry entry) =>
        entry.Changes.FirstOrDefault(change => change.Path.StartsWith(ClaimFile.MessagePrefix, StringComparison.Ordinal))?.After
            ?.Deserialize(ClaimRows.Default.ClaimMessage);
}
