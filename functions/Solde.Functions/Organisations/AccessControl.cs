using System.Text;
using Solde.Functions.Api;
using Solde.Platform.Messaging;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Organisations;

/// <summary>
/// Lets a call through to its endpoint, or not: who calls (COM-08), what he may do, the size of what he sends, the key
/// of his work. An endpoint that says nothing about its callers is closed to all.
/// </summary>
internal sealed class AccessControl(RequestDelegate next, IOrganisationDirectory organisations, OperatorKey operatorKey, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        // Routing's own answers (405, 415) are endpoints without a route: they do nothing that could be closed.
        if (endpoint is not RouteEndpoint || endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }

        var refusal = await CheckAsync(context, endpoint);
        if (refusal is not null)
            await Problem.WriteAsync(context, refusal);
        else
            await next(context);
    }

    private async Task<Refusal?> CheckAsync(HttpContext context, Endpoint endpoint)
    {
        var needed = endpoint.Metadata.GetMetadata<ScopeNeeded>()?.Scope
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} neither needs a scope nor is open to all.");
        var (caller, refusal) = await CallerAsync(context, needed);
        if (caller is null)
            return refusal;
        // What cannot be an id names nothing, and never comes near a storage key.
        if (context.Request.RouteValues.Values.Any(value => !Ids.IsValid(value as string)))
            return CommonRefusals.NotFound;

        string? key = context.Request.Headers[IdempotencyKey.Header];
        if (key is null ? endpoint.Metadata.GetMetadata<MovesMoney>() is not null : !IdempotencyKey.IsValid(key))
            return CommonRefusals.IdempotencyKeyNeeded;

        var fingerprint = "";
        if (!HttpMethods.IsGet(context.Request.Method) && endpoint.Metadata.GetMetadata<BodyIsFile>() is null)
        {
            if (await RequestBody.TakeInAsync(context.Request, context.RequestAborted) is not { } body)
                return CommonRefusals.BodyTooLarge.With(RequestBody.MaxBytes);
            fingerprint = RequestBody.Fingerprint(context.Request, body);
        }

        context.RequestServices.GetRequiredService<Invocation>().Concerns("organisation", caller.Organisation);
        string? ifMatch = context.Request.Headers.IfMatch;
        context.Features.Set(new Command
        {
            Organisation = caller.Organisation,
            Actor = caller.Actor,
            Language = Language.Choose(context.Request.Headers.AcceptLanguage, caller.Language),
            IdempotencyKey = HttpMethods.IsPost(context.Request.Method) ? key : null,
            Fingerprint = fingerprint,
            IfMatch = ifMatch is "*" ? null : ifMatch,
            Outgoing = context.RequestServices.GetRequiredService<OutgoingMessages>(),
            CancellationToken = context.RequestAborted,
        });
        return null;
    }

    private async Task<(Caller? Caller, Refusal? Refusal)> CallerAsync(HttpContext context, string needed)
    {
        string? header = context.Request.Headers.Authorization;
        if (header is null || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return (null, CommonRefusals.Unauthenticated);
        var text = header["Bearer ".Length..].Trim();

        if (needed == Scopes.Operator)
            return operatorKey.Matches(text) ? (
                new Caller("", "operator", Language.Default), null) : (null, CommonRefusals.Unauthenticated);

        if (!ApiKeyText.TryParse(text, out var key)
            || await organisations.FindAsync(key.Organisation, context.RequestAborted) is not { Profile: { } profile } organisation
            || !organisation.ApiKeys.TryGetValue(key.KeyId, out var stored)
            || !key.Matches(stored.SecretHash)
            || !stored.IsGoodAt(clock.GetUtcNow()))
            return (null, CommonRefusals.Unauthenticated);

        return stored.Scopes.Contains(needed)
            ? (new Caller(organisation.Id, "api-key " + stored.Id, profile.Language), null)
            : (null, CommonRefusals.MissingScope.With(needed));
    }

    private sealed record Caller(string Organisation, string Actor, string Language);
}

/// <summary>The operator's own key, which makes organisations. Only its hash is in the settings.</summary>
/// <param name="Hash">SHA-256 in hexadecimal of the key; null closes the operator's endpoints.</param>
internal sealed record OperatorKey(string? Hash)
{
    public bool Matches(string text) =>
        Hash is not null
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(ApiKeyText.HashOf(text)), Encoding.ASCII.GetBytes(Hash.ToLowerInvariant()));
}
