using Microsoft.AspNetCore.Http;

namespace Solde.Functions.Api;

/// <summary>Why a command may be refused: a stable code and a sentence for people. Declared in the area that refuses.</summary>
/// <param name="Status">The HTTP status at the edge; 4xx.</param>
public sealed record RefusalKind(string Code, int Status, Text Detail)
{
    public Refusal With(params object[] arguments) => new(this, arguments, []);
}

/// <summary>An expected "no": a value that a rule or an operation returns, never an exception.</summary>
public sealed record Refusal(RefusalKind Kind, IReadOnlyList<object> Arguments, IReadOnlyList<FieldError> Errors)
{
    public static implicit operator Refusal(RefusalKind kind) => kind.With();
}

/// <param name="Field">The property as the caller wrote it, such as <c>lines[0].unitPrice</c>.</param>
public sealed record FieldError(string Field, Text Message, IReadOnlyList<object> Arguments);

/// <summary>Refusals that any endpoint may give.</summary>
public static class CommonRefusals
{
    public static readonly RefusalKind InvalidRequest = new("invalid_request", StatusCodes.Status400BadRequest, new Text(
        "The request is not valid; see errors for each field.",
        "La requête n'est pas valide; voir errors pour chaque champ.",
        "O pedido não é válido; veja errors para cada campo.",
        "De aanvraag is niet geldig; zie errors voor elk veld."));

    public static readonly RefusalKind Unauthenticated = new("unauthenticated", StatusCodes.Status401Unauthorized, new Text(
        "A valid API key is needed: Authorization: Bearer <key>.",
        "Une clé d'API valide est nécessaire : Authorization: Bearer <clé>.",
        "É necessária uma chave de API válida: Authorization: Bearer <chave>.",
        "Een geldige API-sleutel is nodig: Authorization: Bearer <sleutel>."));

    public static readonly RefusalKind MissingScope = new("missing_scope", StatusCodes.Status403Forbidden, new Text(
        "This key does not have the scope {0}.",
        "Cette clé n'a pas la permission {0}.",
        "Esta chave não tem a permissão {0}.",
        "Deze sleutel heeft de machtiging {0} niet."));

    public static readonly RefusalKind NotFound = new("not_found", StatusCodes.Status404NotFound, new Text(
        "There is nothing here by that name.",
        "Il n'y a rien ici sous ce nom.",
        "Não existe nada aqui com esse nome.",
        "Er is hier niets met die naam."));

    public static readonly RefusalKind MethodNotAllowed = new("method_not_allowed", StatusCodes.Status405MethodNotAllowed, new Text(
        "This address does not take that method.",
        "Cette adresse n'accepte pas cette méthode.",
        "Este endereço não aceita esse método.",
        "Dit adres aanvaardt die methode niet."));

    public static readonly RefusalKind UnsupportedMediaType = new("unsupported_media_type", StatusCodes.Status415UnsupportedMediaType, new Text(
        "Send the body as application/json.",
        "Envoyez le corps en application/json.",
        "Envie o corpo como application/json.",
        "Stuur de inhoud als application/json."));

    public static readonly RefusalKind BodyTooLarge = new("body_too_large", StatusCodes.Status413PayloadTooLarge, new Text(
        "The body is larger than {0} bytes.",
        "Le corps dépasse {0} octets.",
        "O corpo ultrapassa {0} bytes.",
        "De inhoud is groter dan {0} bytes."));

    public static readonly RefusalKind IdempotencyKeyNeeded = new("idempotency_key_needed", StatusCodes.Status400BadRequest, new Text(
        "This call moves money: give it an Idempotency-Key header of 1 to 255 visible characters.",
        "Cet appel déplace de l'argent : ajoutez un en-tête Idempotency-Key de 1 à 255 caractères visibles.",
        "Esta chamada movimenta dinheiro: inclua um cabeçalho Idempotency-Key de 1 a 255 caracteres visíveis.",
        "Deze aanroep verplaatst geld: geef een Idempotency-Key van 1 tot 255 zichtbare tekens mee."));

    public static readonly RefusalKind IdempotencyKeyReused = new("idempotency_key_reused", StatusCodes.Status422UnprocessableEntity, new Text(
        "This Idempotency-Key was used for another request.",
        "Cette Idempotency-Key a servi pour une autre requête.",
        "Esta Idempotency-Key já foi usada noutro pedido.",
        "Deze Idempotency-Key is al voor een andere aanvraag gebruikt."));

    public static readonly RefusalKind Stale = new("stale", StatusCodes.Status412PreconditionFailed, new Text(
        "It was changed since you read it: read it again and repeat your change.",
        "Cela a changé depuis votre lecture : relisez et refaites votre modification.",
        "Foi alterado desde a sua leitura: leia de novo e repita a alteração.",
        "Dit is gewijzigd sinds u het las: lees opnieuw en herhaal uw wijziging."));

    public static readonly RefusalKind Busy = new("busy", StatusCodes.Status409Conflict, new Text(
        "Many changes are being made here at once: try again.",
        "Beaucoup de modifications ont lieu ici en même temps : réessayez.",
        "Há muitas alterações aqui ao mesmo tempo: tente de novo.",
        "Hier gebeuren veel wijzigingen tegelijk: probeer opnieuw."));

    public static readonly RefusalKind Erased = new("erased", StatusCodes.Status410Gone, new Text(
        "What was known of people here was erased by law: only figures are left, and they don't change any more.",
        "Ce qui touchait des personnes ici a été effacé selon la loi : seuls les chiffres restent, et ne changent plus.",
        "O que aqui dizia respeito a pessoas foi apagado por lei: restam apenas os números, que já não mudam.",
        "Wat hier over personen bekend was, is volgens de wet gewist: alleen de cijfers blijven, en die wijzigen niet meer."));

    public static readonly RefusalKind ReasonNeeded = new("reason_needed", StatusCodes.Status400BadRequest, new Text(
        "This change needs a reason.",
        "Cette modification demande une raison.",
        "Esta alteração precisa de um motivo.",
        "Deze wijziging vereist een reden."));

    public static readonly RefusalKind Unavailable = new("unavailable", StatusCodes.Status503ServiceUnavailable, new Text(
        "A service we need does not answer: try again in a moment, with the same Idempotency-Key.",
        "Un service dont nous avons besoin ne répond pas : réessayez dans un instant, avec la même Idempotency-Key.",
        "Um serviço de que precisamos não responde: tente de novo daqui a pouco, com a mesma Idempotency-Key.",
        "Een dienst die we nodig hebben antwoordt niet: probeer zo dadelijk opnieuw, met dezelfde Idempotency-Key."));

    public static readonly RefusalKind Failed = new("failed", StatusCodes.Status500InternalServerError, new Text(
        "Something went wrong on our side; the request id tells us what.",
        "Un problème est survenu de notre côté; l'identifiant de la requête nous dira lequel.",
        "Algo correu mal do nosso lado; o identificador do pedido diz-nos o quê.",
        "Er ging iets mis aan onze kant; het aanvraagnummer zegt ons wat."));
}
