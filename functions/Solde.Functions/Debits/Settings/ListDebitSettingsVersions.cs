using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Every version of the settings with who made it and when, oldest or newest first.</summary>
internal static class ListDebitSettingsVersions
{
    public static async Task<Answer> Handle(
        string? order, string? cursor, int? limit, Command command, AggregateStore<DebitSettings> settings)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var whole = await settings.ReadWholeAsync(
            command.Organisation, DebitSettings.Id, [DebitSettings.VersionPrefix], command.CancellationToken);
        var page = Cursor.Page(whole.Versions.Values, version => version.Key, list.After, list.Limit, list.NewestFirst);
        return Cursor.Answer(page, DebitsJson.Default.PageDebitTerms);
    }
}
