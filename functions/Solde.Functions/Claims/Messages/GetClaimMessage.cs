using System.Text;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>A message with the copy of it as it came.</summary>
internal static class GetClaimMessage
{
    public static async Task<Answer> Handle(
        string claim, string message, Command command, AggregateStore<ClaimFile> files, ClaimBlobs blobs)
    {
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken, ClaimFile.MessageRow(message));
        if (found.Messages.GetValueOrDefault(message) is not { } known)
            return CommonRefusals.NotFound;
        var raw = await blobs.FindRawAsync(known.Raw, command.CancellationToken);
        var text = raw is null ? null : Encoding.UTF8.GetString(raw.ToMemory().Span);
        return Answer.Ok(ClaimMessageView.Of(message, known, text), ClaimsJson.Default.ClaimMessageView);
    }
}
