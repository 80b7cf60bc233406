// What the router needs of REST XML: which operation a request is for.
#pragma once

#include <string_view>

#include "base/aws_error.hpp"
#include "protocol/http_message.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {

/// The name of the operation that `request` is for, also of one that we do not have; empty: none.
/// Method and path leave several: a subresource in the query ("?uploads"), a parameter or a header
/// that an operation requires tells them apart.
std::string_view rest_xml_operation(const shape::ServiceModel& service, const HttpRequest& request);

/// A refusal as S3 writes it: <Error> is the root.
/// Source: S3 API Reference, "REST error responses".
HttpResponse rest_xml_error(const AwsError& error, int status, std::string_view request_id);

}  // namespace spotdrill::protocol
