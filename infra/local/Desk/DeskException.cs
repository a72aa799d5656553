namespace Solde.Local.Desk;

/// <summary>The desk cannot be set up; the message says why and is all that a person needs.</summary>
internal sealed class DeskException(string message, Exception? cause = null) : Exception(message, cause);
