using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The lines of a file that a person must look at, in the file's order: those that match no charge, and those in doubt (DEB-21).</summary>
internal static class ListUnmatched
{
    public static async Task<Answer> Handle(
        string agreement,
        string file,
        string? why,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<ReturnRegister> registers,
        AggregateStore<DebitSettings> settings,
        ListedLines lines)
    {
        var errors = new FieldErrors();
        errors.OneOf("why", why, [.. ListedReasons.All.Keys], needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (await ReadReturn.FindAsync(agreement, file, command, registers) is not { } found)
            return CommonRefusals.NotFound;
        var terms = await settings.ReadAsync(command.Organisation, DebitSettings.Id, command.CancellationToken);
        var scheme = terms.Current.Agreement(agreement)?.Scheme ?? "";
        var listed = lines.OfFileAsync(command.Organisation, found.Id, list.ReadAfter, command.CancellationToken)
            .Where(line => why is null || line.Why == why)
            .Select(line => ListedLineView.Of(line, scheme, command.Language));
        return Cursor.Answer(
            await list.PageAsync(listed, line => line.Key, command.CancellationToken), DebitsJson.Default.PageListedLineView);
    }
}
