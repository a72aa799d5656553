using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UseInDocument.Request), TypeInfoPropertyName = "UseInDocumentRequest")]
[JsonSerializable(typeof(MakeClaimCreditNote.Request), TypeInfoPropertyName = "MakeClaimCreditNoteRequest")]
[JsonSerializable(typeof(DeleteClaimCreditNote.Request), TypeInfoPropertyName = "DeleteClaimCreditNoteRequest")]
[JsonSerializable(typeof(CancelClaim.Request), TypeInfoPropertyName = "CancelClaimRequest")]
[JsonSerializable(typeof(SendToInsurer.Request), TypeInfoPropertyName = "SendToInsurerRequest")]
[JsonSerializable(typeof(ChangeNetworkSettings.Request), TypeInfoPropertyName = "ChangeNetworkSettingsRequest")]
[JsonSerializable(typeof(CanonicalMessage))]
[JsonSerializable(typeof(TakeMessage.View), TypeInfoPropertyName = "TakeMessageView")]
[JsonSerializable(typeof(ReceiveFolder.View), TypeInfoPropertyName = "ReceiveFolderView")]
[JsonSerializable(typeof(ShowBoard.View), TypeInfoPropertyName = "ShowBoardView")]
[JsonSerializable(typeof(ClaimFileView))]
[JsonSerializable(typeof(ClaimMessageView))]
[JsonSerializable(typeof(SetAsideView))]
[JsonSerializable(typeof(NetworkSettingsView))]
[JsonSerializable(typeof(Page<ClaimItem>))]
[JsonSerializable(typeof(Page<ClaimMessageView>))]
[JsonSerializable(typeof(Page<SetAsideView>))]
[JsonSerializable(typeof(Page<NetworkSettingsView>))]
[JsonSerializable(typeof(Page<ShowTimeline.Item>), TypeInfoPropertyName = "PageShowTimelineItem")]
[JsonSerializable(typeof(Page<JournalEntry>))]
[JsonSerializable(typeof(ClaimRun))]
[JsonSerializable(typeof(ClaimWatch))]
internal sealed partial class ClaimsJson : JsonSerializerContext;
