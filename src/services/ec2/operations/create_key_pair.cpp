#include "services/ec2/errors.hpp"
#include "services/ec2/network_errors.hpp"
#include "services/ec2/network_operations.hpp"
#include "services/ec2/read_plan.hpp"
#include "services/ec2/render.hpp"
#include "services/ec2/ssh_keys.hpp"
#include "services/ec2/tagging.hpp"

namespace spotdrill::ec2 {

/// Makes a key pair. The private key is in the reply and nowhere else.
/// Errors: InvalidKeyPair.Duplicate, InvalidParameterValue, UnsupportedOperation.
/// Source: EC2 API Reference, CreateKeyPair.
Result<api::ec2::KeyPair> create_key_pair(Ec2& ec2, const api::ec2::CreateKeyPairRequest& request) {
  const std::string type = request.key_type.value_or("rsa");
  if (type != "rsa" && type != "ed25519") {
    return refuse(errors::invalid_value("keyType", type, "Must be rsa or ed25519."));
  }
  if (request.key_format.value_or("pem") != "pem") {
    return refuse(errors::unsupported_operation("The key format '" + *request.key_format +
                                                "' is not supported: spotdrill has pem only."));
  }
  Tags tags = TRY(read_tag_specifications(request.tag_specifications, "key-pair", {"key-pair"}));
  const KeyPair* known = ec2.catalogue().find_key_pair(request.key_name);
  if (known != nullptr && !known->public_key.empty()) {
    return refuse(errors::key_pair_exists(request.key_name));
  }
  SshKey key = make_ssh_key(type);
  KeyPair pair;
  pair.name = request.key_name;
  pair.id = ec2.world().ids.resource("key-");
  pair.fingerprint = key.fingerprint;
  pair.created = ec2.whole_second();
  pair.type = type;
  pair.public_key = key.public_key + " " + pair.name;
  set_tags(ec2, pair.id, std::move(tags));
  api::ec2::KeyPair made;
  made.key_pair_id = pair.id;
  made.tags = render_tags(tags_of(ec2, pair.id));
  made.key_name = pair.name;
  made.key_fingerprint = pair.fingerprint;
  made.key_material = std::move(key.private_key);
  ec2.catalogue().put_key_pair(std::move(pair));
  return made;
}

}  // namespace spotdrill::ec2
