using System.Text;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

internal static class GetSetAside
{
    public static async Task<Answer> Handle(
        string setAside, Command command, AggregateStore<SetAsideMessage> messages, ClaimBlobs blobs)
    {
        var found = await messages.ReadAsync(command.Organisation, setAside, command.CancellationToken);
        if (found.Content is not { } content)
            return CommonRefusals.NotFound;
        // A large one is looked at in the container of copies, not through an answer.
        var raw = content.Bytes <= CanonicalReader.MaxBytes ? await blobs.FindRawAsync(content.Raw, command.CancellationToken) : null;
        var text = raw is null ? null : Encoding.UTF8.GetString(raw.ToMemory().Span);
        return Answer.Ok(SetAsideView.Of(setAside, content, text), ClaimsJson.Default.SetAsideView);
    }
}
