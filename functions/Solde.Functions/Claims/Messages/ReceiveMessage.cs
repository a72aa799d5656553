using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>
/// A partner's call with one message, as JSON or XML. Sent as <c>application/octet-stream</c> its bytes come untouched; in a text the host
/// has replaced what is not UTF-8 before it gets here.
/// </summary>
internal static class ReceiveMessage
{
    public static async Task<Answer> Handle(string? network, HttpRequest request, Command command, MessageIntake intake)
    {
        var errors = new FieldErrors();
        errors.OneOf("network", network, ClaimNetworks.Names);
        if (errors.Any)
            return errors.ToRefusal();
        var content = await BinaryData.FromStreamAsync(request.Body, command.CancellationToken);
        return (await intake.TakeAsync(ClaimNetworks.Find(network)!, new ReceivedFile(null, content), command)).Answer;
    }
}
