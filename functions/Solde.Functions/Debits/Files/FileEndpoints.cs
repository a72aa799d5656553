using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class FileEndpoints
{
    public static void Map(RouteGroupBuilder files)
    {
        files.MapGet("/", ListFiles.Handle).Needs(Scopes.DebitsRead).Produces<Page<SentFileView>>()
            .WithSummary("Files that went to banks, printers and senders of slips, all or those of an outlet, a run or a month.");
        files.MapGet("/{outlet}/{sentFile}", ReadFile.Handle).Needs(Scopes.DebitsRead).Produces<SentFileView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("What a file is: its number, its sums, its run.");
        // A scope of its own: whoever may see debits sees masked accounts, and here they stand in full.
        files.MapGet("/{outlet}/{sentFile}/content", ReadFileContent.Handle).Needs(Scopes.DebitsFiles)
            .Produces<string>(StatusCodes.Status200OK, "text/plain", "application/xml", "text/csv")
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Erased, DebitRefusals.FileGone)
            .WithSummary("A file's bytes as they went out. They hold whole bank account numbers.");
        files.MapPost("/{outlet}/{sentFile}/remake", RemakeFile.Handle).Needs(Scopes.DebitsWrite).Produces<RemadeFileView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Erased, DebitRefusals.FileDiffers)
            .WithSummary("Make a file again from its charges, to the same bytes, and put them back where they are gone.");
    }
}
