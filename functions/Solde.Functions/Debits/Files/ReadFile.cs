using System.Globalization;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What a file is, without what is in it.</summary>
internal static class ReadFile
{
    public static async Task<Answer> Handle(string outlet, string sentFile, Command command, FileReader files) =>
        await FindAsync(outlet, sentFile, command, files) is { } found
            ? Answer.Ok(SentFileView.Of(found), DebitsJson.Default.SentFileView)
            : CommonRefusals.NotFound;

    /// <param name="sentFile">Its number, as it stands in an address.</param>
    internal static async Task<SentFile?> FindAsync(string outlet, string sentFile, Command command, FileReader files) =>
        int.TryParse(sentFile, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await files.FindAsync(command.Organisation, outlet, number, command.CancellationToken)
            : null;
}
