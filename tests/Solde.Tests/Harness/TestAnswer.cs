using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Solde.Tests.Harness;

public sealed record QueuedMessage(string Queue, string Text, int Deliveries);

public sealed record TestAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>(StringComparer.Ordinal);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Code => Json["code"]!.GetValue<string>();

    /// <summary>Fails the test with the whole answer when the status is another one.</summary>
    public JsonNode Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, string.Create(CultureInfo.InvariantCulture, $"Expected {(int)status}, got {(int)Status}: {Body}"));
        return Body.Length == 0 ? new JsonObject() : Json;
    }

    public void Refuses(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal(code, Code);
        Assert.Equal("application/problem+json", Headers["Content-Type"]);
    }
}
