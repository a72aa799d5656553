using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>The network's messages about a file, in the order in which they came, or the newest first.</summary>
internal static class ListClaimMessages
{
    public static async Task<Answer> Handle(
        string claim, string? order, string? cursor, int? limit, Command command, AggregateStore<ClaimFile> files)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var found = await files.ReadWholeAsync(command.Organisation, claim, [ClaimFile.MessagePrefix], command.CancellationToken);
        if (!found.Exists)
            return CommonRefusals.NotFound;
        var page = await list.PageAsync(
            found.Messages.Select(pair => ClaimMessageView.Of(pair.Key, pair.Value))
                .OrderBy(KeyOf, StringComparer.Ordinal)
                .ToAsyncEnumerable(),
            KeyOf,
            command.CancellationToken);
        return Cursor.Answer(page, ClaimsJson.Default.PageClaimMessageView);
    }

    private static string KeyOf(ClaimMessageView message) => $"{message.ReceivedAt.UtcTicks:D19}|{message.Id}";
}
