using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Insurance;

/// <summary>Every version of the fees with who made it and when, oldest or newest first (INS-07).</summary>
internal static class ListFeeVersions
{
    public static async Task<Answer> Handle(
        string? order, string? cursor, int? limit, Command command, AggregateStore<FeeSettings> settings)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var whole = await settings.ReadWholeAsync(
            command.Organisation, FeeSettings.Id, [FeeSettings.VersionPrefix], command.CancellationToken);
        var page = Cursor.Page(whole.Versions.Values, version => version.Key, list.After, list.Limit, list.NewestFirst);
        return Cursor.Answer(page, InsuranceJson.Default.PageFeeVersion);
    }
}
