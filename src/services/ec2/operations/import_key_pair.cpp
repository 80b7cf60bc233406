#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/ssh_keys.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {

/// Keeps a public key, which the metadata service of instances that name it shows.
/// Errors: InvalidKeyPair.Duplicate, InvalidKey.Format, InvalidParameterValue.
/// Source: EC2 API Reference, ImportKeyPair.
Result<api::ec2::ImportKeyPairResult> import_key_pair(
    Ec2& ec2, const api::ec2::ImportKeyPairRequest& request) {
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "key-pair", {"key-pair"}));
  const KeyPair* known = ec2.catalogue().find_key_pair(request.key_name);
  if (known != nullptr && !known->public_key.empty()) {
    return refuse(errors::key_pair_exists(request.key_name));
  }
  auto key = read_ssh_key(request.public_key_material);
  if (!key) return refuse(errors::key_not_openssh());
  KeyPair pair;
  pair.name = request.key_name;
  pair.id = ec2.world().ids.resource("key-");
  pair.fingerprint = key->fingerprint;
  pair.created = ec2.whole_second();
  pair.type = key->type;
  pair.public_key = key->public_key + " " + pair.name;
  set_tags(ec2, pair.id, std::move(tags));
  api::ec2::ImportKeyPairResult made;
  made.key_fingerprint = pair.fingerprint;
  made.key_name = pair.name;
  made.key_pair_id = pair.id;
  made.tags = render_tags(tags_of(ec2, pair.id));
  ec2.catalogue().put_key_pair(std::move(pair));
  return made;
}

}  // namespace spotdrill::ec2
