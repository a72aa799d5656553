using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Tests.Platform.Hosting;

/// <summary>An endpoint never knows whether its request was wrapped, and the host gets its answer and its messages.</summary>
public sealed class WrappedCallTests : IAsyncLifetime
{
    private Handler _handler = null!;
    private byte[] _body = [];
    private string _seen = "";

    public async Task InitializeAsync() => _handler = await Handler.StartAsync(app =>
    {
        app.Http("Echo", "post", "echo/{*path}", sends: ["the-queue"], endpoint => endpoint.MapPost("/", (RequestDelegate)EchoAsync));
        app.Http("Plain", "post", "plain", sends: [], endpoint => endpoint.MapPost("/", (RequestDelegate)EchoAsync));
        app.Http("Broken", "post", "broken", sends: ["the-queue"], endpoint =>
            endpoint.MapPost("/", (RequestDelegate)(_ => throw new InvalidOperationException("broken"))));
    });

    public async Task DisposeAsync() => await _handler.DisposeAsync();

    [Fact]
    public async Task Method_path_query_and_headers_arrive_as_they_were_sent()
    {
        var request = Request("text");
        request["Url"] = "https://solde.example/api/echo/a%20b?x=1&y=%C3%A9";
        request["Headers"]!["Host"] = new JsonArray("solde.example");
        request["Headers"]!["X-Many"] = new JsonArray("one", "two");

        var (status, answer) = await _handler.InvokeAsync("Echo", new JsonObject { ["request"] = request });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("POST /api/echo/a b ?x=1&y=%C3%A9 solde.example one,two 4", _seen);
        var response = answer!["Outputs"]!["response"]!;
        Assert.Equal(201, response["statusCode"]!.GetValue<int>());
        Assert.Equal("a,b", response["headers"]!["X-Answer"]!.GetValue<string>());
        Assert.Equal("né", response["body"]!.GetValue<string>());
    }

    public static TheoryData<string, string, byte[]> Bodies => new()
    {
        { "application/json", """{ "n":  "Zoé" }""", Encoding.UTF8.GetBytes("""{ "n":  "Zoé" }""") },
        // Text that happens to be base64 stays text.
        { "text/plain", "AAECAw==", "AAECAw=="u8.ToArray() },
        { "application/octet-stream", "AAEC/w==", [0, 1, 2, 255] },
        { "multipart/form-data; boundary=b", "AAEC/w==", [0, 1, 2, 255] },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_arrives_byte_for_byte(string type, string wrapped, byte[] expected)
    {
        var request = Request(wrapped);
        request["Headers"]!["Content-Type"] = new JsonArray(type);

        await _handler.InvokeAsync("Echo", new JsonObject { ["request"] = request });

        Assert.Equal(expected, _body);
    }

    [Fact]
    public async Task A_request_without_a_body_arrives_without_one()
    {
        var request = Request("x");
        request.Remove("Body");

        Assert.Equal(HttpStatusCode.OK, (await _handler.InvokeAsync("Echo", new JsonObject { ["request"] = request })).Status);

        Assert.Empty(_body);
        Assert.EndsWith(" 0", _seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_leaves_under_the_queues_binding_one_text_a_message()
    {
        var (_, answer) = await _handler.InvokeAsync("Echo", new JsonObject { ["request"] = Request("""["first","second"]""") });

        var texts = answer!["Outputs"]!["theQueue"]!.AsArray().Select(text => text!.GetValue<string>());
        Assert.Equal(["""["first","second"]""", "second é"], texts);
    }

    [Fact]
    public async Task A_handler_that_throws_fails_the_invocation_without_a_word()
    {
        var request = Request("x");
        request["Url"] = "http://localhost/api/broken";

        var (status, answer) = await _handler.InvokeAsync("Broken", new JsonObject { ["request"] = request });

        Assert.Equal((HttpStatusCode.InternalServerError, null), (status, answer));
    }

    [Fact]
    public async Task A_forwarded_request_passes_through_as_it_came()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plain?x=1") { Content = new ByteArrayContent([0, 255, 1]) };
        request.Headers.Add("X-Many", "one");

        using var response = await _handler.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal([0, 255, 1], _body);
        Assert.Equal("né", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_hosts_poll_at_the_start_is_answered()
    {
        using var poll = new HttpRequestMessage(HttpMethod.Get, "/");
        using var response = await _handler.SendAsync(poll);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static JsonObject Request(string body) => new()
    {
        ["Url"] = "http://localhost:7071/api/echo",
        ["Method"] = "POST",
        ["Query"] = new JsonObject(),
        ["Headers"] = new JsonObject { ["Content-Type"] = new JsonArray("text/plain") },
        ["Params"] = new JsonObject(),
        ["Identities"] = new JsonArray(),
        ["Body"] = body,
    };

    private async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _body = body.ToArray();
        _seen = $"{context.Request.Method} {context.Request.Path.Value} {context.Request.QueryString} {context.Request.Host} "
            + $"{context.Request.Headers["X-Many"]} {context.Request.ContentLength}";
        if (_body is [(byte)'[', ..])
        {
            var outgoing = context.RequestServices.GetRequiredService<OutgoingMessages>();
            outgoing.Send("the-queue", Encoding.UTF8.GetString(_body));
            outgoing.Send("the-queue", "second é");
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Append("X-Answer", new(["a", "b"]));
        await context.Response.WriteAsync("né");
    }
}
