using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Erasures;

internal static class ListErasures
{
    public static async Task<Answer> Handle(string? cursor, int? limit, Command command, TableServiceClient tables)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order: null, cursor, limit, errors);
        if (list.After is not null && !Ids.IsValid(list.After))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        var found = AggregateHeads.AllAsync<Erasure>(tables, command.Organisation, list.After, command.CancellationToken)
            .Select(head => ErasureView.Of(head.Id, JsonSerializer.Deserialize(head.Json, ErasureRows.Default.ErasureHead)!));
        var page = await list.PageAsync(found, erasure => erasure.Id, command.CancellationToken);
        return Cursor.Answer(page, ErasuresJson.Default.PageErasureView);
    }
}
