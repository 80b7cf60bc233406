#include "services/ec2/network_operations.hpp"
#include "services/ec2/operations/describe_world.hpp"
#include "services/ec2/ssh_keys.hpp"

namespace spotdrill::ec2 {
namespace {

// Made by ssh-keygen; the fingerprints are what
// `openssl pkey -pubin -outform DER | openssl md5 -c` and `ssh-keygen -l` say of them.
constexpr const char* ed25519_key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKZwxnYUqAr8S+J6bFMa/tgpQHJwH1E0fzxcNiUMHLat "
    "someone@somewhere";
constexpr const char* ed25519_fingerprint = "4AwA1/7PbodCnF6oPdGvdg5UknNTiSufX5drYQ4B/jQ=";
constexpr const char* rsa_key =
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDlXYbA1jaez1Am/tjlkh9CC+Cb4WZkCsnretTud+2GqxL0P94c"
    "xcbZfy9qDqRo3+G88ao+iGmPZTsxwtktiycVT1GWMk9yYZuUcYuRj3mS2WhY/2AUPeJNC8xUtXyIGWlwVI0IinCr"
    "LS1+rRZKFhUhNG9ohIJZA7XQ6wi50KE3znQaVKFEg/jgKgGj2THn5v4aK8iVDA8h+P7z0ZJDzVB10d5ohGBiXfKp"
    "fpKt1JwoWC5BaHFDM1empd1jYK1RzDjl35xxJdepmXUI1McJTuk80oUie2rj6rsKGl4Zt4ivqe83vTjSjDnnCs0W"
    "r/+2ZE7GTXqfd2WfbqhpPAEBkoVd someone@somewhere";
constexpr const char* rsa_fingerprint = "d4:78:b6:c4:d1:05:86:84:5c:f0:b1:84:7f:d2:64:19";

TEST(ImportKeyPair, KeepsThePublicKeyAndShowsItToInstances) {
  DescribeWorld world;
  for (const auto& [name, key, fingerprint] : {std::tuple{"ed", ed25519_key, ed25519_fingerprint},
                                               std::tuple{"rsa", rsa_key, rsa_fingerprint}}) {
    const auto made = import_key_pair(world.ec2(), {.key_name = name, .public_key_material = key});
    ASSERT_EQ(refusal_of(made), "none");
    EXPECT_EQ(made->key_fingerprint, fingerprint);
  }
  EXPECT_EQ(
      refusal_of(import_key_pair(world.ec2(), {.key_name = "rsa", .public_key_material = rsa_key})),
      "InvalidKeyPair.Duplicate: The keypair 'rsa' already exists.");
  EXPECT_EQ(refusal_of(import_key_pair(world.ec2(),
                                       {.key_name = "x", .public_key_material = "ssh-rsa AAAA"})),
            "InvalidKey.Format: Key is not in valid OpenSSH public key format");
  const auto shown =
      describe_key_pairs(world.ec2(), {.key_names = {"ed"}, .include_public_key = true});
  ASSERT_EQ(refusal_of(shown), "none");
  EXPECT_EQ(shown->key_pairs.at(0).key_type, "ed25519");
  EXPECT_TRUE(shown->key_pairs[0].public_key->starts_with("ssh-ed25519 AAAA"));

  api::ec2::RunInstancesRequest request;
  request.image_id = "ami-0de1377598c572f0b";
  request.key_name = "ed";
  request.min_count = request.max_count = 1;
  const auto launched = run_instances(world.ec2(), request);
  ASSERT_EQ(refusal_of(launched), "none");
  const std::string id = *launched->instances.at(0).instance_id;
  EXPECT_EQ(world.instance(id).public_key, *shown->key_pairs[0].public_key);
}

TEST(CreateKeyPair, GivesAPrivateKeyOnceThatBelongsToThePublicOne) {
  DescribeWorld world;
  for (const auto& [type, begin] :
       {std::pair{"rsa", "-----BEGIN RSA PRIVATE KEY-----\n"},
        std::pair{"ed25519", "-----BEGIN OPENSSH PRIVATE KEY-----\n"}}) {
    const auto made = create_key_pair(world.ec2(), {.key_name = type, .key_type = type});
    ASSERT_EQ(refusal_of(made), "none");
    EXPECT_TRUE(made->key_material->starts_with(begin));
    EXPECT_EQ(refusal_of(create_key_pair(world.ec2(), {.key_name = type})),
              "InvalidKeyPair.Duplicate: The keypair '" + std::string{type} + "' already exists.");
    // What was made can be read again.
    const KeyPair* kept = world.ec2().catalogue().find_key_pair(type);
    ASSERT_NE(kept, nullptr);
    EXPECT_TRUE(read_ssh_key(kept->public_key).has_value());
  }
}

// Goal: a name that was deleted is gone: naming it adopts nothing.
TEST(DeleteKeyPair, IsGoneAfterwards) {
  DescribeWorld world;
  ASSERT_EQ(refusal_of(create_key_pair(world.ec2(), {.key_name = "k", .key_type = "ed25519"})),
            "none");
  EXPECT_EQ(refusal_of(delete_key_pair(world.ec2(), {.key_name = "k"})), "none");
  EXPECT_EQ(refusal_of(delete_key_pair(world.ec2(), {.key_name = "k"})), "none");
  EXPECT_EQ(refusal_of(describe_key_pairs(world.ec2(), {.key_names = {"k"}})),
            "InvalidKeyPair.NotFound: The key pair 'k' does not exist");
}

}  // namespace
}  // namespace spotdrill::ec2
