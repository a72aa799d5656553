using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>How many files are in each state, and what waits for a person (CLM-19).</summary>
internal static class ShowBoard
{
    /// <param name="States">Every state, also those that no file is in.</param>
    /// <param name="WithWarnings">Files on which changes have come in.</param>
    /// <param name="WithDifference">Files whose payment does not fit their invoice.</param>
    /// <param name="SetAside">Messages that wait to be taken in.</param>
    public sealed record View(IReadOnlyDictionary<string, int> States, int WithWarnings, int WithDifference, int SetAside);

    public static async Task<Answer> Handle(Command command, ClaimIndex index, SetAsideIndex setAside)
    {
        var states = ClaimStates.All.ToDictionary(state => state, _ => 0, StringComparer.Ordinal);
        var (warnings, differences) = (0, 0);
        await foreach (var item in index.AllAsync(command.Organisation, command.CancellationToken))
        {
            states[item.State]++;
            warnings += item.HasWarnings ? 1 : 0;
            differences += item.HasDifference ? 1 : 0;
        }
        var waiting = await setAside.WaitingAsync(command.Organisation, command.CancellationToken);
        return Answer.Ok(new View(states, warnings, differences, waiting), ClaimsJson.Default.ShowBoardView);
    }
}
