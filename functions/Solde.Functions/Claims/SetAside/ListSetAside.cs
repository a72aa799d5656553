using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>Messages that could not be taken in, newest first (CLM-17).</summary>
internal static class ListSetAside
{
    /// <param name="state">Those that wait unless asked otherwise.</param>
    public static async Task<Answer> Handle(
        string? network, string? reason, string? state, string? cursor, int? limit, Command command, SetAsideIndex index)
    {
        var errors = new FieldErrors();
        errors.OneOf("network", network, ClaimNetworks.Names, needed: false);
        errors.OneOf("reason", reason, MessageFaults.All, needed: false);
        errors.OneOf("state", state, SetAsideStates.All, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return errors.Any
            ? errors.ToRefusal()
            : Cursor.Answer(
                await index.PageAsync(
                    command.Organisation,
                    new SetAsideFilter(network, reason, state ?? SetAsideStates.Waiting),
                    after,
                    size,
                    command.CancellationToken),
                ClaimsJson.Default.PageSetAsideView);
    }
}
