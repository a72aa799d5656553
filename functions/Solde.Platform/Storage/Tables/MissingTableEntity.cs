using Azure;

namespace Solde.Platform.Storage;

/// <summary>The answer that a row is not there, where that is not an error.</summary>
internal sealed class MissingTableEntity(Response response) : NullableResponse<TableEntity>
{
    public override bool HasValue => false;

    public override TableEntity Value => throw new InvalidOperationException("There is no such row.");

    public override Response GetRawResponse() => response;
}
