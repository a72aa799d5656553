using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Api;

/// <summary>OpenAPI 3.1 from the code: every endpoint with its scope, its headers and its refusals.</summary>
internal static class ApiDocument
{
    private const string KeyScheme = "apiKey";
    private const string OperatorScheme = "operatorKey";

    private static readonly RefusalKind[] OfEveryKeyedCall =
        [CommonRefusals.Unauthenticated, CommonRefusals.MissingScope, CommonRefusals.InvalidRequest, CommonRefusals.Unavailable, CommonRefusals.Failed];

    private static readonly RefusalKind[] OfEveryBody = [CommonRefusals.BodyTooLarge, CommonRefusals.UnsupportedMediaType];

    public static void AddApiDocument(this FunctionAppBuilder app)
    {
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(ParameterJson.Default));
        app.Services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(Money) || context.JsonTypeInfo.Type == typeof(Money?))
                    Describe(schema);
                else if (IsRequest(context.JsonTypeInfo.Type))
                    NeedWhatHasNoDefault(schema);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                Describe(
                    operation, context.Description.ActionDescriptor.EndpointMetadata, context.Document!, context.Description.HttpMethod);
                return Task.CompletedTask;
            });
        });
        app.Http("ApiDocument", "get", "openapi/{document}", sends: [], _ => { });
        app.Endpoints(endpoints => endpoints
            .MapOpenApi($"/{FunctionAppBuilder.RoutePrefix}/openapi/{{documentName}}.json")
            .IsOpenToAll("Tells nothing of anybody."));
    }

    /// <summary>A webhook is no endpoint, so what it takes is said here.</summary>
    public static void DescribeWebhook(
        this FunctionAppBuilder app, string route, string summary, string signatureHeader, IReadOnlyList<RefusalKind> refusals)
    {
        var operation = new OpenApiOperation
        {
            Summary = summary,
            Description = $"Signed: `{signatureHeader}`, over the exact bytes.",
            Responses = new OpenApiResponses { ["204"] = new OpenApiResponse { Description = "Taken in." } },
        };
        AddRefusals(operation, refusals);
        app.Services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Paths.Add($"/{FunctionAppBuilder.RoutePrefix}/{route}", new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = operation },
            });
            return Task.CompletedTask;
        }));
    }

    /// <summary>An operation's own records are named after it: <c>OpenAccountRequest</c>, <c>PageOfListAccountsItem</c>.</summary>
    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return NameOf(underlying);
        if (type.IsGenericType)
            return type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + "Of" + string.Concat(type.GetGenericArguments().Select(NameOf));
        return type is { IsNested: true, DeclaringType: { } operation } ? operation.Name + type.Name : type.Name;
    }

    /// <summary>What a caller sends: an operation's own records, other than what it shows.</summary>
    private static bool IsRequest(Type type) => type.IsNested && type.Name is not ("View" or "Item" or "Fault");

    /// <summary>
    /// A property without a default is needed, though it is nullable in code so that its absence can be refused in words.
    /// </summary>
    private static void NeedWhatHasNoDefault(OpenApiSchema schema)
    {
        foreach (var name in schema.Required ?? new HashSet<string>(StringComparer.Ordinal))
        {
            if (schema.Properties?[name] is OpenApiSchema property)
                property.Type &= ~JsonSchemaType.Null;
        }
    }

    private static void Describe(OpenApiSchema money)
    {
        money.Type = JsonSchemaType.Object;
        money.Description = "A whole number of minor units: 12.50 CAD is 1250.";
        money.Required = new HashSet<string>(StringComparer.Ordinal) { "minor", "currency" };
        money.AdditionalPropertiesAllowed = false;
        money.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["minor"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$", Description = "ISO 4217." },
        };
    }

    private static void Describe(OpenApiDocument document)
    {
        // The handler's own address means nothing outside: the host's is what a caller knows already.
        document.Servers = [];
        document.Info = new OpenApiInfo
        {
            Title = "Solde",
            Version = "v1",
            Description = "Money between an organisation and the people it serves. Errors are application/problem+json with a stable code.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key of an organisation." },
            [OperatorScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The operator's key." },
        };
    }

    private static void Describe(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document, string? method)
    {
        var refusals = metadata.OfType<MayRefuse>().SelectMany(may => may.Kinds).ToList();
        if (metadata.OfType<ScopeNeeded>().FirstOrDefault() is { } needed)
        {
            var scheme = needed.Scope == Scopes.Operator ? OperatorScheme : KeyScheme;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [needed.Scope] }];
            operation.Description = $"Scope: `{needed.Scope}`.";
            refusals.AddRange(OfEveryKeyedCall);
            if (method != "GET")
                refusals.Add(CommonRefusals.Busy);
            if (method is "POST" or "PUT")
                refusals.AddRange(OfEveryBody);
            if (method == "POST")
                refusals.Add(CommonRefusals.IdempotencyKeyReused);
        }
        if (metadata.OfType<MovesMoney>().Any())
            refusals.Add(CommonRefusals.IdempotencyKeyNeeded);
        if (method == "POST" && metadata.OfType<ScopeNeeded>().Any())
            AddIdempotencyKey(operation, metadata.OfType<MovesMoney>().Any());

        operation.Responses ??= [];
        AddRefusals(operation, refusals);
    }

    private static void AddRefusals(OpenApiOperation operation, IEnumerable<RefusalKind> refusals)
    {
        foreach (var status in refusals.Distinct().GroupBy(kind => kind.Status).OrderBy(group => group.Key))
        {
            operation.Responses![status.Key.ToString()] = new OpenApiResponse
            {
                Description = string.Join("\n", status.Select(kind => $"`{kind.Code}`: {kind.Detail.En}")),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Problem.ContentType] = new() { Schema = ProblemSchema(status.Select(kind => kind.Code)) },
                },
            };
        }
    }

    private static void AddIdempotencyKey(OpenApiOperation operation, bool isRequired)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = "The same key and body give the first answer again; the same key with another body is refused.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
        });
    }

    private static OpenApiSchema ProblemSchema(IEnumerable<string> codes) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. codes.Select(code => System.Text.Json.Nodes.JsonValue.Create(code))] },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["requestId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };
}

/// <summary>Types of query parameters. They are never read as JSON, but the document describes them as if they were.</summary>
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(DateOnly?))]
[JsonSerializable(typeof(DateTimeOffset?))]
internal sealed partial class ParameterJson : JsonSerializerContext;
