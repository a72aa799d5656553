using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Platform.Hosting;

namespace Solde.Tests.Platform.Hosting;

/// <summary>A custom handler of the test's own functions, called over HTTP in the words of the Functions host.</summary>
internal sealed class Handler : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private Handler(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public Uri Address => _http.BaseAddress!;

    public static async Task<Handler> StartAsync(Action<FunctionAppBuilder> declare)
    {
        var builder = new FunctionAppBuilder([]);
        builder.Web.Logging.ClearProviders();
        declare(builder);
        var app = builder.Build(web => web.UseRouting());
        await app.StartAsync();
        return new Handler(app);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public async Task<(HttpStatusCode Status, JsonNode? Answer)> InvokeAsync(string function, JsonObject data, JsonObject? metadata = null)
    {
        var call = new JsonObject { ["Data"] = data, ["Metadata"] = metadata ?? [] };
        using var content = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri("/" + function, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
