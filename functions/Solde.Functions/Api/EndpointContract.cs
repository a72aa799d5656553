namespace Solde.Functions.Api;

/// <summary>What an endpoint asks of its caller, and the refusals it may give: enforced by the edge, shown in OpenAPI.</summary>
public sealed record ScopeNeeded(string Scope);

/// <summary>No API key: the endpoint checks its caller by other means (a signature, a token) or tells nothing.</summary>
public sealed record OpenToAll(string Why);

/// <summary>The Idempotency-Key header is required (COM-05).</summary>
public sealed record MovesMoney;

/// <summary>The body is a file that the endpoint reads as it comes: its size and its digest are for the endpoint to look at.</summary>
public sealed record BodyIsFile;

public sealed record MayRefuse(IReadOnlyList<RefusalKind> Kinds);

public static class EndpointContract
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ScopeNeeded(scope));

    public static TBuilder IsOpenToAll<TBuilder>(this TBuilder endpoint, string why)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OpenToAll(why));

    public static TBuilder MovesMoney<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new MovesMoney());

    public static TBuilder TakesFile<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new BodyIsFile());

    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params RefusalKind[] kinds)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new MayRefuse(kinds));
}

/// <summary>The scopes that API keys carry (COM-08).</summary>
public static class Scopes
{
    public const string Admin = "admin";
    public const string BillingRead = "billing.read";
    public const string BillingWrite = "billing.write";
    public const string PaymentsFailed = "payments.failed";
    public const string VouchersRead = "vouchers.read";
    public const string VouchersWrite = "vouchers.write";
    public const string ClaimsRead = "claims.read";
    public const string ClaimsWrite = "claims.write";
    public const string DebitsRead = "debits.read";
    public const string DebitsWrite = "debits.write";

    /// <summary>The content of files that go to banks: members' names and whole bank account numbers.</summary>
    public const string DebitsFiles = "debits.files";

    /// <summary>The operator of the whole installation: no API key of an organisation carries it.</summary>
    public const string Operator = "operator";

    public static readonly IReadOnlyList<string> All =
    [
        Admin, BillingRead, BillingWrite, PaymentsFailed, VouchersRead, VouchersWrite, ClaimsRead, ClaimsWrite, DebitsRead, DebitsWrite,
        DebitsFiles,
    ];
}
