from collections import Counter, defaultdict

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count


def count(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As `PagesInTopics.objects.recount` did when this was written."""
    pages = apps.get_model('answers', 'PublishedPage').objects.order_by()
    main, further = 'answer__question__main_topic', 'answer__question__topics'
    found = Counter({
        (language, (topic,)): number
        for language, topic, number in pages.values_list('language', main).annotate(Count('pk'))
    })
    shared = defaultdict(set)
    rows = pages.filter(**{f'{further}__isnull': False})
    for language, page, topic, other in rows.values_list('language', 'pk', main, further).iterator():
        shared[language, page, topic].add(other)
    for (language, _page, topic), others in shared.items():
        found[language, (topic,)] -= 1
        found[language, (topic, *sorted(others - {topic}))] += 1
    kept = apps.get_model('answers', 'PagesInTopics')
    kept.objects.bulk_create(
        kept(language=language, topics=' '.join(map(str, topics)), pages=number)
        for (language, topics), number in found.items()
        if number
    )


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0017_answers_by_day_due'),
    ]

    operations = [
        migrations.CreateModel(
            name='PagesInTopics',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('topics', models.TextField()),
                ('pages', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name_plural': 'pages in topics',
                'ordering': ('language', 'topics'),
                'default_permissions': (),
                'constraints': [
                    models.UniqueConstraint(fields=('language', 'topics'), name='a_place_is_counted_once')
                ],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
