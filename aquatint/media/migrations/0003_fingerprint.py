import django.db.models.deletion
from django.db import migrations, models

import aquatint.kit.clock
import aquatint.media.models


class Migration(migrations.Migration):
    dependencies = [("media", "0002_origins")]

    operations = [
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "image",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="fingerprint",
                        serialize=False,
                        to="media.image",
                    ),
                ),
                ("pdq", aquatint.media.models.Bits(null=True)),
                ("mark", models.BigIntegerField(db_index=True, null=True)),
                ("made", models.DateTimeField(default=aquatint.kit.clock.now, editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mark__isnull", True), ("mark__range", (0, 4294967295)), _connector="OR"),
                        name="mark_has_32_bits",
                    )
                ],
            },
        ),
    ]
