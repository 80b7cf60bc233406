// What is peculiar to requests for S3: their bodies are objects, which nobody unpacks, and the
// bucket may be in the host's name. Read before anybody has verified them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "protocol/http_message.hpp"
#include "wire/aws_chunked.hpp"
#include "wire/credentials.hpp"
#include "wire/sigv4.hpp"

namespace spotdrill::wire {

/// "bucket" of "bucket.s3.us-east-1.amazonaws.com", "bucket.s3.localhost:4566" and, for requests
/// that are signed for S3, "bucket.localhost:4566"; empty: the bucket is in the path.
std::string bucket_of_host(std::string_view host);

/// Whether `request` is for S3: by its signature's scope or, where it has none, by its host.
bool is_for_s3(const protocol::HttpRequest& request, const std::optional<Scope>& scope);

/// Puts the bucket of the host's name before the path.
void to_path_style(protocol::HttpRequest& request);

/// `head` with its bucket in the path; nothing where the body is no object and no part of one.
std::optional<protocol::HttpRequest> object_request(const protocol::HttpRequest& head);

/// What the chunks of `request` are verified by, where they have to be.
std::optional<ChunkSigner> chunk_signer(const protocol::HttpRequest& request,
                                        const Credential* caller);

/// Puts the payload in the place of its chunks, if it is aws-chunked. `caller` is null where nobody
/// has to prove anything.
/// Gives the refusal, if any: aws_chunked.hpp's.
std::optional<AwsError> unpack_object(protocol::HttpRequest& request, const Credential* caller);

}  // namespace spotdrill::wire
