using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReturnEndpoints
{
    public static void Map(RouteGroupBuilder returns)
    {
        returns.MapGet("/", ListReturns.Handle).Needs(Scopes.DebitsRead).Produces<Page<ReturnView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("The files that a bank sent back under an agreement, all or those of a state.");
        returns.MapGet("/{file}", ReadReturn.Handle).Needs(Scopes.DebitsRead).Produces<ReturnView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("A returned file: how far it is applied, counts and sums by outcome, or why it is refused.");
        returns.MapGet("/{file}/unmatched", ListUnmatched.Handle).Needs(Scopes.DebitsRead).Produces<Page<ListedLineView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Its lines that match no charge or are in doubt, with what the bank's code means.");
    }

    /// <summary>A function of its own: hosts hand its body on as it comes, and not in a text of theirs.</summary>
    public static void MapUpload(RouteGroupBuilder upload) =>
        upload.MapPost("/", UploadReturn.Handle).Needs(Scopes.DebitsWrite).MovesMoney().TakesFile().Produces<ReturnView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, DebitRefusals.ReturnRefused)
            .WithSummary("Send a bank's file as the body. The same bytes again change nothing; a broken file is refused whole.");
}
